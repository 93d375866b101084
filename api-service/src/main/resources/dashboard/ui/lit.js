/** The template library, imported in one place. */
export {html, svg, render, nothing} from '../../webjars/lit-html/lit-html.js';
export {repeat} from '../../webjars/lit-html/directives/repeat.js';
export {live} from '../../webjars/lit-html/directives/live.js';
export {keyed} from '../../webjars/lit-html/directives/keyed.js';
