/** Downloads files from the API with the key, which a plain link could not send. */
import {send} from '../core/api.js';
import {fail} from './toast.js';

/** @param {string} name file name for responses without one */
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

/** The file name given by the service; source code may require it to match the class name. */
const nameOf = response => response.headers.get('Content-Disposition')?.match(/filename="([^"]+)"/)?.[1];

export async function copy(text) {
  await navigator.clipboard.writeText(text);
}
