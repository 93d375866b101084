/** Short messages that disappear automatically. */
const place = document.createElement('div');
place.className = 'toasts';
place.setAttribute('aria-live', 'polite');
document.body.append(place);

const show = kind => text => {
  const message = document.createElement('p');
  message.className = kind;
  message.textContent = text;
  place.append(message);
  setTimeout(() => message.remove(), 5000);
};
export const say = show('');
export const fail = show('bad');
