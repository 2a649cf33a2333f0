// What every page of the website does: the cookie banner, the language bar
// and the menu.
(() => {
  const { el, has } = plex;
  const cookie = (name, value) => { document.cookie = `${name}=${value}; domain=.plex.tv; path=/; secure; max-age=31536000`; };
  const answered = () => document.cookie.includes('plex_tv_cookie_consent=');

  function answer(analytics, thirdParty) {
    cookie('plex_tv_cookie_consent', '2');
    cookie('plex_tv_optin_analytics', analytics ? '1' : '0');
    cookie('plex_tv_optin_thirdparty', thirdParty ? '1' : '0');
    document.querySelector('.cookie-consent')?.remove();
    modal(false);
  }

  function banner() {
    if (answered() || !(has('cookie-banner') || has('cookie-no-reject'))) return;
    const link = (word, kind, press) => el('a', { href: '#', class: `cookie-consent-${kind}`, onclick: (e) => { e.preventDefault(); press(); } }, word);
    document.body.append(el('div', { class: 'cookie-consent container-standard' },
      el('h4', {}, 'We value your privacy.'),
      el('p', {}, 'We use cookies to provide you a better experience, to understand how our website is used and, with your consent, to show you advertising. You can change your mind at any time under “Manage Cookies”.'),
      el('div', { class: 'cookie-consent-actions' },
        link('I Accept', 'accept', () => answer(true, true)),
        has('cookie-no-reject') ? null : link('I Reject', 'reject', () => answer(false, false)),
        link('More Options', 'settings', () => { location.hash = '#plex-cookies-use'; }))));
  }

  function modal(open) {
    const overlay = document.querySelector('.remodal-overlay');
    if (!overlay) return;
    overlay.hidden = !open;
    document.documentElement.classList.toggle('remodal-is-locked', open);
    if (!open && location.hash === '#plex-cookies-use') history.replaceState(null, '', location.pathname + location.search);
  }

  function wireModal() {
    const overlay = document.querySelector('.remodal-overlay');
    const option = (name) => overlay.querySelector(`input.user-option[data-option="${name}"]`);
    overlay.querySelectorAll('input.user-option').forEach((input) => {
      const word = input.parentElement.querySelector('.state');
      input.addEventListener('change', () => { word.textContent = input.checked ? 'ON' : 'OFF'; });
    });
    overlay.querySelector('.button-reject_all_cookies').hidden = has('cookie-no-reject');
    overlay.querySelector('.button-reject_all_cookies').addEventListener('click', () => answer(false, false));
    overlay.querySelector('.button-accept_all_cookies').addEventListener('click', () => answer(true, true));
    overlay.querySelector('.cookie-settings-save').addEventListener('click', (e) => {
      e.preventDefault();
      answer(option('optin_analytics').checked, option('optin_thirdparty').checked);
    });
    const follow = () => { if (location.hash === '#plex-cookies-use') modal(true); };
    addEventListener('hashchange', follow);
    follow();
  }

  function languageBar() {
    if (!has('language-bar')) return;
    const bar = document.getElementById('plex-language-bar');
    bar.hidden = false;
    bar.querySelector('.dismiss-language-switch').addEventListener('click', (e) => { e.preventDefault(); bar.hidden = true; });
  }

  function menu() {
    const button = document.querySelector('.user-menu-button');
    const list = document.querySelector('.user-menu-list');
    button?.addEventListener('click', () => { list.hidden = !list.hidden; button.setAttribute('aria-expanded', String(!list.hidden)); });
    document.querySelector('.nav-signout')?.addEventListener('click', () => { location.href = '/sign-out/'; });
  }

  // The footer link to the vendors page is there for everybody and shown to
  // residents of some states only.
  function footer() {
    const item = document.getElementById('menu-item-20707');
    item.hidden = !['CA', 'CO', 'CT', 'VA', 'UT'].includes(plex.config.geolocation.region);
  }

  banner();
  wireModal();
  languageBar();
  menu();
  footer();
})();
