/** Files from the API, which a plain link could not ask for with a key. */
import {send} from '../core/api.js';
import {fail} from './toast.js';

/** @param {string} name for answers that bring none of their own */
export async function download(path, name = 'download') {
  try {
    const response = await send(path);
    const file = await response.blob();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = nameOf(response) ?? name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (problem) {
    fail(problem.message);
  }
}

/** The service's name for the file, without which a class and its file would not go together. */
const nameOf = response => response.headers.get('Content-Disposition')?.match(/filename="([^"]+)"/)?.[1];

export async function copy(text) {
  await navigator.clipboard.writeText(text);
}
