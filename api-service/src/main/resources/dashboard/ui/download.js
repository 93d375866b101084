/** Files from the API, which a plain link could not ask for with a key. */
import {send} from '../core/api.js';
import {fail} from './toast.js';

export async function download(path, name) {
  try {
    const file = await (await send(path)).blob();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (problem) {
    fail(problem.message);
  }
}

export async function copy(text) {
  await navigator.clipboard.writeText(text);
}
