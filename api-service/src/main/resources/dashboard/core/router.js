/** Addresses in the URL fragment: a path and a query, such as #/searches/7?sort=FITNESS. */

export function current() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  return {
    parts: path.split('/').filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(query),
    path: path || '/',
  };
}

/** The address of a page; null and empty parameters are omitted. */
export function to(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    [value].flat().filter(each => each !== null && each !== undefined && each !== '').forEach(each => query.append(name, each));
  }
  const text = query.toString();
  return `#${path}${text ? `?${text}` : ''}`;
}

/** The address of the current page with some parameters changed. */
export function adjusted(changes) {
  const {path, query} = current();
  const parameters = {};
  for (const name of new Set(query.keys())) {
    parameters[name] = query.getAll(name);
  }
  return to(path, {...parameters, ...changes});
}

export const go = address => {
  location.hash = address.slice(1);
};
/** Navigates without adding a history entry. */
export const turn = address => {
  history.replaceState(null, '', address);
  dispatchEvent(new HashChangeEvent('hashchange'));
};
