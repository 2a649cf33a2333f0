// The single-page app: who is signed in, the routes by hash, the frame.
(async () => {
  const { el, has } = plex;
  const say = (t) => plex.words.say(t);
  const root = document.getElementById('plex');
  const accountRoute = has('moved') ? '#!/settings/profile-and-privacy' : '#!/settings/account';
  let me = null;

  const side = () => [
    [me.username || me.title, [['Account', accountRoute], ['Online Media Sources', '#!/settings/online-media-sources'], ['Authorized Devices', '#!/settings/devices'],
      ['Watchlist', '#!/settings/watchlist'], me.subscription.active && ['Webhooks', '#!/settings/webhooks'], ['Streaming Services', '#!/settings/streaming-services'],
      ['Plex Home', '#!/settings/home'], ['Manage Library Access', '#!/settings/library-access'], ['Privacy', '#!/settings/privacy']].filter(Boolean)],
    ['Plex Web', [['General', '#!/settings/web/general'], ['Quality', '#!/settings/web/quality'], ['Debug', '#!/settings/web/debug'], ['Player', '#!/settings/web/player']]],
  ];

  function login() {
    const here = location.href;
    root.replaceChildren(el('div', { class: 'Login-page-5rE' }, el('div', { class: 'logo-big' }, 'ple', el('i', {}, '›')),
      el('iframe', { id: 'fedauth-iFrame', name: 'fedauth-iFrame', title: 'Plex SSO', src: `/auth#?embed=1&forwardUrl=${encodeURIComponent(here.replace('#!/login', '#!/'))}` })));
  }

  addEventListener('message', (event) => {
    if (event.origin !== location.origin || !event.data?.signedIn) return;
    location.hash = sessionStorage.getItem('wanted') || '#!/';
    location.reload();
  });

  async function route() {
    if (location.hash.startsWith('#!/login')) { if (!me) login(); else location.replace('#!/'); return; }
    if (!me) { sessionStorage.setItem('wanted', location.hash || '#!/'); location.replace('#!/login'); return; }
    if (has('moved') && location.hash === '#!/settings/account') { location.replace(accountRoute); return; }
    const screens = {
      [accountRoute]: () => plex.screens.account(me), '#!/settings/privacy': () => plex.screens.privacy(),
      '#!/settings/online-media-sources': () => plex.screens.sources(me),
    };
    const main = shell();
    const make = screens[location.hash.split('?')[0]];
    if (has('absent') && location.hash === accountRoute) { main.replaceChildren(...plex.screens.plain('Unavailable')); return; }
    const settle = make ? await make() : plex.screens.plain(location.hash.includes('settings') ? 'Settings' : 'Home');
    await plex.unfold();
    main.replaceChildren(...settle);
    if (has('rerender') && make) {
      clearInterval(route.timer);
      const here = location.hash;
      route.timer = setInterval(async () => { if (location.hash === here) main.replaceChildren(...await make()); }, 700);
    }
  }

  function shell() {
    const main = el('main', { class: 'PageContent-content-9yU' }, el('div', { class: 'Spinner-spinner-1xQ', role: 'progressbar', 'aria-label': 'Loading' }));
    const bar = el('header', { class: 'NavBar-container-2zX' }, el('a', { href: '#!/', class: 'logo-small', 'aria-label': 'Plex' }, 'ple', el('i', {}, '›')),
      el('input', { type: 'search', placeholder: 'Find Movies & TV', 'aria-label': 'Search' }),
      el('button', { type: 'button', class: 'avatar', 'aria-label': me.title }, el('img', { src: me.thumb, alt: me.title })));
    const nav = el('nav', { class: 'SidebarList-list-6bN' }, ...side().map(([title, items]) => el('div', {}, el('div', { class: 'SidebarList-header-1cM' }, title),
      ...items.map(([name, href]) => el('a', { href, class: location.hash === href ? 'active' : false }, say(name))))));
    root.replaceChildren(bar, el('div', { class: 'Page-body-4qW' }, nav, main));
    return main;
  }

  // The app looks for the account's servers by itself, at home and from outside.
  function findServers() {
    if (has('no-plex-direct')) return;
    for (const at of ['192-168-1-20', '203-0-113-77']) {
      fetch(`https://${at}.0123456789abcdef0123456789abcdef.plex.direct:32400/identity`).catch(() => {});
    }
  }

  async function start() {
    if (!plex.token()) return;
    try {
      me = await plex.api('GET', 'https://plex.tv/api/v2/user');
    } catch (failure) {
      if (failure.status !== 401) throw failure;
      localStorage.removeItem('myPlexAccessToken');
      return;
    }
    findServers();
    plex.words.use(me.locale);
    if (!document.cookie.includes('plex_tv_auth=')) plex.setCookieToken(plex.token());
    await plex.overlays.pickUser(me);
    await plex.graphql('GetActivityFeed', 'query GetActivityFeed { activityFeed { nodes { id } } }').catch(() => {});
  }

  addEventListener('hashchange', route);
  try {
    await start();
  } catch (failure) {
    root.replaceChildren(el('div', { class: 'Error-page-2wQ', role: 'alert' }, el('h2', {}, 'Something went wrong'), el('p', {}, 'An unexpected error occurred.'), el('button', { type: 'button', onclick: () => location.reload() }, 'Try again')));
    return;
  }
  await route();
  if (me) plex.overlays.onboarding();
})();
