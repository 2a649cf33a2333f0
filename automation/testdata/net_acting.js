// Every way to make a browser GET an address that acts, each under a name of its own. None
// of them may arrive in a read-only run. The names of those that only some browsers know
// begin with "maybe-".
const acts = name => '/users/sign_out?n=' + name;
const quiet = f => { try { Promise.resolve(f()).catch(() => {}); } catch {} };
const put = (tag, attributes, parent = document.body) => {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  parent.append(e);
  return e;
};
const link = (rel, href, more = {}) => put('link', { rel, href, ...more }, document.head);

// By a kind of request that brings a script or a style sheet.
put('script', { src: acts('script') });
put('script', { src: acts('module'), type: 'module' });
put('script', { src: '/users/sign_out.js?n=rails-format' });
put('script', { src: '/users/sign_out;x.js?n=matrix-file' });
put('script', { src: '/users/sign_out/x.js?n=path-info' });
put('script', { src: '/app.js?do=logout&n=file-parameter' });
put('script', { src: '/go?to=' + btoa(acts('script-redirected')) });
link('stylesheet', acts('stylesheet'));
link('stylesheet', '/users/sign_out.css?n=rails-format-css');
link('preload', acts('preload-script'), { as: 'script' });
link('preload', acts('preload-style'), { as: 'style' });
link('preload', acts('preload-fetch'), { as: 'fetch', crossorigin: '' });
link('preload', acts('preload-font'), { as: 'font', crossorigin: '' });
link('preload', acts('preload-image'), { as: 'image' });
link('modulepreload', acts('modulepreload'));
link('prefetch', acts('prefetch'));
link('compression-dictionary', acts('maybe-dictionary'));
link('manifest', acts('maybe-manifest'));
link('icon', acts('maybe-icon'));
quiet(() => import(acts('import')));
quiet(() => import('mapped'));
quiet(() => new Worker(acts('worker')));
quiet(() => new Worker(acts('module-worker'), { type: 'module' }));
quiet(() => new SharedWorker(acts('shared-worker')));
const inWorker = text => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
quiet(() => new Worker(inWorker(`importScripts("https://www.plex.tv${acts('import-scripts')}")`)));
quiet(() => new Worker(inWorker(`import("https://www.plex.tv${acts('worker-import')}")`), { type: 'module' }));
quiet(() => new Worker(inWorker(`fetch("https://www.plex.tv${acts('worker-fetch')}")`)));
quiet(() => CSS.paintWorklet.addModule(acts('maybe-paint')));
quiet(() => new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule(acts('maybe-audio-worklet')));

// By what style sheets and pictures name.
put('style', {}).textContent = `@import "${acts('css-import')}"; @font-face { font-family: f; src: url(${acts('css-font')}) }
  body { font-family: f; background: url(${acts('css-background')}); cursor: url(${acts('css-cursor')}), auto; mask: url(${acts('css-mask')}#m) }`;
put('img', { src: acts('img') });
put('img', { srcset: acts('srcset') + ' 1x' });
put('input', { type: 'image', src: acts('input-image') });
put('video', { src: acts('video'), poster: acts('poster'), preload: 'auto' });
put('audio', { src: acts('audio'), preload: 'auto' });
put('track', { src: acts('track'), default: '' }, put('video', {}));
put('object', { data: acts('object') });
put('embed', { src: acts('embed'), type: 'text/html' });
put('div', {}).innerHTML = `<svg><use href="${acts('svg-use')}#a"/><image href="${acts('svg-image')}"/></svg>`;

// By documents.
put('iframe', { src: acts('iframe') });
put('iframe', { src: '/go?to=' + btoa(acts('iframe-redirected')) });
put('iframe', { src: '/refresh?to=' + btoa(acts('iframe-refresh')) });
put('iframe', { src: '/transform.xml' });
put('iframe', { srcdoc: `<base href="https://www.plex.tv/users/"><script src="sign_out?n=srcdoc-base"></script>` });
put('iframe', { srcdoc: `<meta http-equiv="refresh" content="0;url=https://www.plex.tv${acts('meta-refresh')}">` });
put('iframe', { name: 'framed' });
put('input', { name: 'n', value: 'form' }, put('form', { action: '/users/sign_out', target: 'framed' })).form.submit();
put('iframe', { src: `javascript:location="https://www.plex.tv${acts('javascript-frame')}"` });

// By spelling.
quiet(() => fetch('/users/%73ign_out?n=escaped'));
quiet(() => fetch('/users/%2573ign_out?n=escaped-twice'));
quiet(() => fetch('/users/..%2fusers%2fsign_out?n=escaped-slashes'));
quiet(() => fetch('/users\\sign_out?n=backslash'));
quiet(() => fetch('/users/sign%E2%80%8B_out?n=unseen'));
quiet(() => fetch('/users/ｓign_out?n=wide'));
quiet(() => fetch('/users/signOut?n=camel'));
quiet(() => fetch('/users;do=logout/x?n=matrix'));
quiet(() => fetch('/wp-admin/?do=logout&n=parameter'));
quiet(() => fetch('/wp-admin/?cmd=unsubscribe&n=parameter-2'));
quiet(() => fetch('/wp-admin/?n=semicolon;do=logout'));
quiet(() => fetch('/wp-admin/?n=bad-escape&x=%zz&do=logout'));
quiet(() => fetch('/wp-admin/?a={"do":"\\u006cogout"}&n=json'));
quiet(() => fetch('/redirect-in?next=%2Fusers%2Fsign_out&n=forward'));
quiet(() => fetch(acts('head'), { method: 'HEAD' }));
quiet(() => fetch(acts('no-cors'), { mode: 'no-cors', credentials: 'include' }));
quiet(() => fetch('/go?to=' + btoa(acts('fetch-redirected'))));
quiet(() => new EventSource(acts('event-source')));
{ const x = new XMLHttpRequest(); x.open('GET', acts('xhr')); x.send(); }
{ const x = new XMLHttpRequest(); x.open('GET', acts('xhr-sync'), false); try { x.send(); } catch {} }

// By another method than it seems.
for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', 'X-Original-Method']) {
  quiet(() => fetch('/read?override=' + name, { headers: { [name]: 'DELETE' } }));
}
for (const name of ['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-URI']) {
  quiet(() => fetch('/read?override=' + name, { headers: { [name]: '/users/sign_out' } }));
}
quiet(() => fetch('/read?override=parameter&_method=DELETE'));
quiet(() => fetch('/read?override=parameter-2&httpMethod=delete'));
quiet(() => fetch('/read?override=options', { method: 'OPTIONS' }));
quiet(() => fetch('/read?override=options-body', { method: 'OPTIONS', body: 'x' }));
quiet(() => fetch('/read?override=query', { method: 'QUERY', body: 'x' }));

// By GraphQL that is not what it seems.
const api = 'https://community.plex.tv/api';
const post = (type, body) => quiet(() => fetch(api, { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': type }, body }));
post('application/x-www-form-urlencoded', '{"query":"query Q { me { id } } #&query=mutation Form { signOut }&z="}');
post('text/plain;charset=utf-7', '{"query":"query Q { me { id } } #+ACI-,+ACI-query+ACI-:+ACI-mutation Seven { signOut }"}');
post('text/plain', '{"query":"query Plain { me { id } } # mutation"}');
quiet(() => fetch('https://community.plex.tv/%61pi?query=mutation{escaped}', { mode: 'no-cors' }));
quiet(() => fetch('https://www.plex.tv/anything?query=mutation{elsewhere}'));
quiet(() => fetch('https://www.plex.tv/anything?body=' + encodeURIComponent('{"query":"\\u006dutation{a}"}')));

// By the browser itself.
quiet(() => new PaymentRequest([{ supportedMethods: 'https://www.plex.tv' + acts('maybe-payment') }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).canMakePayment());
quiet(() => navigator.credentials.get({ identity: { providers: [{ configURL: 'https://www.plex.tv' + acts('maybe-fedcm'), clientId: '1' }] } }));
quiet(() => fetch('/read?attribution', { attributionReporting: { eventSourceEligible: true, triggerEligible: false } }));
put('img', { src: '/read.png', attributionsrc: acts('maybe-attribution') });
put('a', { href: acts('maybe-download'), download: 'x' }).click();
