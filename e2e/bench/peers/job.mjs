// What both peers are asked to do, and how they tell of it.
//
// A job is handed over in the environment:
//   BENCH_BROWSER  the browser's program
//   BENCH_PROXY    the CONNECT proxy that leads to the site
//   BENCH_TOKEN    the account's token
//   BENCH_COMMAND  "apply" or "check"
//   BENCH_SETTLE, BENCH_WINDOWS   the waits, in milliseconds
//
// The last line of standard output is a JSON object: how many values differed,
// how many were set, how many milliseconds of the run were waits.

export const job = {
  browser: process.env.BENCH_BROWSER,
  proxy: process.env.BENCH_PROXY,
  token: process.env.BENCH_TOKEN,
  applies: process.env.BENCH_COMMAND === 'apply',
  settle: Number(process.env.BENCH_SETTLE),
  windows: JSON.parse(process.env.BENCH_WINDOWS),
};

export const report = { differed: 0, set: 0, waited: 0 };

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// settle waits until the settle time after the last save is over.
export async function settle(lastSave) {
  report.waited += job.settle;
  await pause(Math.max(0, lastSave + job.settle - Date.now()));
}

export const tell = () => console.log(JSON.stringify(report));

// cookies are what the website knows the account by: its own, and the one that the sites
// share.
export const cookies = [{
  name: 'plex_www_session', value: `www-session-of-${job.token}`, domain: 'www.plex.tv', path: '/', secure: true,
}, {
  name: 'plex_tv_auth', value: encodeURIComponent(JSON.stringify({ authentication_token: job.token })),
  domain: '.plex.tv', path: '/', secure: true,
}];

// stored is what the app knows it by.
export const stored = { origin: 'https://app.plex.tv', key: 'myPlexAccessToken', value: job.token };

export const mailBoxes = [
  'Newsletters & Product News', 'Recommended Movies & Live TV', 'Sales & Promotions', 'Surveys & Research',
  'Email me when someone sends me a message', 'Email me when I receive a friend request',
  'Email me when someone accepts my friend request', 'Email me when someone comments on my activity or replies to me',
  'Email me a summary of my friends activity',
];
export const sale = 'Allow the sale or sharing of my personal information';
export const privacyBoxes = ['Send playback data to Plex', 'Advertising Consent'];
export const audiences = {
  'My Watch History': 'Private', 'My Watchlist': 'Private', 'My Ratings': 'Private', 'My Friends': 'Private',
  'Account Visibility': 'Friends Only',
};

export const addresses = {
  email: 'https://www.plex.tv/email-preferences/',
  vendors: 'https://www.plex.tv/vendors-us/',
  privacy: 'https://www.plex.tv/about/privacy-legal/#opd',
  visibility: 'https://app.plex.tv/desktop/#!/settings/account',
};

// reads says whether a response brings a page's values, saves whether it answers
// a change.
export const reads = {
  email: (method, url) => method === 'GET' && url.endsWith('/api/v2/user/email_preferences'),
  vendors: (method, url) => method === 'GET' && url.endsWith('/api/v2/user/ad_vendors'),
  privacy: (method, url) => method === 'GET' && url.endsWith('/api/v2/user/privacy_preferences'),
  published: (method, url) => method === 'GET' && url.endsWith('/api/v2/user/privacy'),
};
export const saves = (method, url) => method === 'PUT' && url.includes('/api/v2/user/');
export const graph = (operation) => (method, url, body) => method === 'POST' && url === 'https://community.plex.tv/api' && (body || '').includes(operation);

// believed reads twice, the window apart, until both readings are the same. Pages
// that are read side by side do not count their windows, which run at once.
export async function believed(page, read, counts = true) {
  if (counts) report.waited += job.windows[page];
  for (let first = await read(); ;) {
    await pause(job.windows[page]);
    const second = await read();
    if (JSON.stringify(first) === JSON.stringify(second)) return second;
    first = second;
  }
}

// transifex is what a person's browser gets from Transifex, which the website waits for
// and which cannot be reached from here. plexpriv brings its own.
export const transifex = `window.Transifex = { live: { onReady: (done) => setTimeout(done), translateText: (text) => text, getSelectedLanguageCode: () => 'en' } };`;
