/** The dashboard: routes addresses to pages and redraws them when their data changes. */
import {html, render, nothing, keyed} from './ui/lit.js';
import {askOtherTabs, key, get, signOut} from './core/api.js';
import {begin, connection, forgetAll, redraw} from './core/store.js';
import {reconnect} from './core/events.js';
import {current, to} from './core/router.js';
import {looks} from './ui/looks.js';
import {signIn} from './ui/sign-in.js';
import {empty} from './ui/parts.js';
import {searches} from './pages/searches.js';
import {search} from './pages/search.js';
import {newSearch} from './pages/new-search.js';
import {leaderboard} from './pages/leaderboard.js';
import {activation} from './pages/activation.js';
import {job} from './pages/job.js';
import {benchmarks} from './pages/benchmarks.js';
import {benchmark} from './pages/benchmark.js';
import {newBenchmark} from './pages/new-benchmark.js';
import {workers} from './pages/workers.js';
import {networks} from './pages/networks.js';
import {compare} from './pages/compare.js';

const MENU = [
  ['searches', 'Searches'],
  ['leaderboard', 'Leaderboard'],
  ['benchmarks', 'Benchmarks'],
  ['compare', 'Compare'],
  ['networks', 'Networks'],
  ['workers', 'Workers'],
];

/** Each page returns its title and content. */
function pageOf({parts: [area = 'searches', id, ...rest], query}) {
  switch (area) {
    case 'searches':
      return id === undefined ? searches(query) : id === 'new' ? newSearch(query) : search(id, query);
    case 'leaderboard':
      return leaderboard(query);
    case 'activations':
      return activation(id, query);
    case 'benchmarks':
      return id === undefined ? benchmarks(query) : id === 'new' ? newBenchmark(query) : benchmark(id, query);
    case 'jobs':
      return job(id);
    case 'networks':
      return networks(query);
    case 'workers':
      return workers(query);
    case 'compare':
      return compare(query);
    default:
      return {title: 'Not found', content: empty('Page not found', 'There is no page at this address.', html`<a class="button" href=${to('/searches')}>Searches</a>`)};
  }
}

let access = 'unknown';
const root = document.getElementById('app');

function draw() {
  if (connection.problem?.status === 401) {
    access = 'denied';
  } else if (connection.live) {
    access = 'granted';
  }
  const route = current();
  const page = access === 'denied' ? {title: 'Sign in', content: signIn(tryKey)} : pageOf(route);
  document.title = `${page.title} · AFOS`;
  render(shell(route, page), root);
}

const shell = (route, page) => html`
  <a class="skip" href="#main" @click=${skip}>Skip to content</a>
  <header class="bar">
    <a class="brand" href=${to('/searches')}><img src="dashboard/icon.svg" alt="" width="28" height="28">AFOS</a>
    <nav aria-label="Main">
      ${access === 'denied' ? nothing : MENU.map(([area, name]) => html`<a href=${to(`/${area}`)} aria-current=${(route.parts[0] ?? 'searches') === area ? 'page' : 'false'}>${name}</a>`)}
    </nav>
    <div class="tools">${status()} ${looks()}
      <a class="quiet" href="swagger-ui" title="Description of the API">API</a>
      ${key.get() && access !== 'denied' ? html`<button class="quiet" @click=${signOut}>Sign out</button>` : nothing}
    </div>
  </header>
  ${connection.everLive && !connection.live && access !== 'denied' ? html`<p class="banner" role="status">The connection to the service is lost. Reconnecting; the page may show outdated data.</p>` : nothing}
  <main id="main" tabindex="-1">${keyed(route.parts.join('/'), page.content)}</main>`;

function status() {
  const [kind, text] = connection.live ? ['live', 'Live'] : connection.everLive ? ['lost', 'Reconnecting'] : ['', 'Connecting'];
  return access === 'denied' ? nothing : html`<span class="status ${kind}" role="status"><span aria-hidden="true"></span>${text}</span>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

async function tryKey(value) {
  key.set(value);
  try {
    await get('/workers');
    access = 'granted';
    connection.problem = null;
    forgetAll();
    reconnect();
  } catch (problem) {
    if (problem.status === 401) {
      key.forget();
    }
    throw problem;
  }
}

let shownPath = current().path;
addEventListener('hashchange', () => {
  const {path} = current();
  draw();
  if (path !== shownPath) {
    shownPath = path;
    scrollTo(0, 0);
    document.getElementById('main').focus({preventScroll: true});
  }
});
begin(draw);
askOtherTabs(() => {
  access = 'granted';
  connection.problem = null;
  forgetAll();
  reconnect();
});
redraw();
