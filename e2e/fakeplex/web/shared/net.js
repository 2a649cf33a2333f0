// How the pages of both sites talk to the API. Everything hangs off one
// object so that each page needs one global.
window.plex = (() => {
  const config = window.plexPage;
  const quirk = (name) => (name in config.quirks ? config.quirks[name] : undefined);
  const has = (name) => quirk(name) !== undefined;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));

  function cookieToken() {
    const found = document.cookie.split('; ').find((c) => c.startsWith('plex_tv_auth='));
    if (!found) return '';
    try {
      return JSON.parse(decodeURIComponent(found.slice('plex_tv_auth='.length))).authentication_token || '';
    } catch {
      return '';
    }
  }

  function setCookieToken(token) {
    const value = encodeURIComponent(JSON.stringify({ authentication_token: token }));
    document.cookie = `plex_tv_auth=${value}; domain=.plex.tv; path=/; secure; max-age=1209600`;
  }

  const onApp = location.hostname === 'app.plex.tv';
  const token = () => (onApp ? localStorage.getItem('myPlexAccessToken') || '' : cookieToken());

  function clientID() {
    let id = localStorage.getItem('clientID');
    if (!id) {
      id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(36)).join('').slice(0, 24);
      localStorage.setItem('clientID', id);
    }
    return id;
  }

  class APIError extends Error {
    constructor(status, body) {
      super(body?.errors?.[0]?.message || `HTTP ${status}`);
      this.status = status;
    }
  }

  async function api(method, url, body, useToken = token(), product = onApp ? 'Plex Web' : 'Plex SSO') {
    const headers = { Accept: 'application/json', 'X-Plex-Client-Identifier': clientID(), 'X-Plex-Product': product };
    if (useToken) headers['X-Plex-Token'] = useToken;
    const form = body instanceof URLSearchParams;
    if (body && !form) headers['Content-Type'] = 'application/json';
    const answer = await fetch(url, { method, headers, credentials: 'include', body: body ? (form ? body : JSON.stringify(body)) : undefined });
    const text = await answer.text();
    const data = text ? JSON.parse(text) : null;
    if (!answer.ok || data?.errors) throw new APIError(answer.status, data);
    return data;
  }

  async function graphql(operationName, query, variables = {}) {
    const answer = await api('POST', 'https://community.plex.tv/api', { operationName, query, variables });
    return answer.data;
  }

  // Names and addresses of each page's data.
  const kinds = {
    email: { rest: 'https://plex.tv/api/v2/user/email_preferences', name: 'EmailPreferences', root: 'emailPreferences' },
    vendors: { rest: 'https://plex.tv/api/v2/user/ad_vendors', name: 'AdVendors', root: 'adVendors' },
    privacy: { rest: 'https://plex.tv/api/v2/user/privacy_preferences', name: 'PrivacyPreferences', root: 'privacyPreferences' },
    visibility: { rest: 'https://clients.plex.tv/api/v2/user/profile/visibility', name: 'ProfileVisibility', root: 'profileVisibility' },
  };

  // The website's words come from Transifex, whose script runs before any of the theme's.
  const translates = !onApp && !config.plain && location.hostname !== 'consent.plex.tv';
  const words = translates ? new Promise((done) => { Transifex.live.onReady(done); }) : Promise.resolve();
  const language = () => (translates ? Transifex.live.getSelectedLanguageCode() : 'en');
  const say = (text) => (translates ? Transifex.live.translateText(text) : text);

  // V8 ends the process when an array is longer than it can hold.
  const crash = () => 'x'.repeat(2 ** 28).split('');

  // Each control is neither on nor off, and can be used one moment and not the next.
  function fidget() {
    for (const box of document.querySelectorAll('main input, select')) {
      box.indeterminate = true;
      box.disabled = !box.disabled;
    }
  }

  async function read(page) {
    await words;
    if (has('hang-load')) for (;;);
    if (has('crash-load')) crash();
    if (has('restless')) setInterval(fidget, 150);
    if (has('admin-ajax') && !onApp) return api('POST', '/wp-admin/admin-ajax.php', new URLSearchParams({ action: 'plex_preferences', page }));
    const kind = kinds[page];
    if (config.reads === 'graphql') {
      const data = await graphql(`Get${kind.name}`, `query Get${kind.name} { ${kind.root} { __typename } }`);
      return data[kind.root];
    }
    if (page !== 'privacy') return api('GET', kind.rest);
    // The published API knows the playback half only; the rest is the page's own.
    const [published, own] = await Promise.all([api('GET', 'https://plex.tv/api/v2/user/privacy'), api('GET', kind.rest)]);
    return { ...own, optOutPlayback: published.optOutPlayback, optOutLibraryStats: published.optOutLibraryStats };
  }

  async function write(page, fields) {
    await send(page, fields);
    if (has('hang')) for (;;);
    if (has('crash')) crash();
  }

  async function send(page, fields) {
    const kind = kinds[page];
    if (config.reads === 'graphql') {
      const query = `mutation Update${kind.name}($input: ${kind.name}Input!) { update${kind.name}(input: $input) { __typename } }`;
      await graphql(`Update${kind.name}`, query, { input: fields });
      return;
    }
    const published = ['optOutPlayback', 'optOutLibraryStats'];
    if (page === 'privacy' && Object.keys(fields).every((f) => published.includes(f))) {
      const form = new URLSearchParams(Object.entries(fields).map(([k, v]) => [k, v ? '1' : '0']));
      await api('PUT', 'https://plex.tv/api/v2/user/privacy', form);
      return;
    }
    await api('PUT', kind.rest, fields);
  }

  return { language, say, config, quirk, has, pause, frame, api, graphql, read, write, token, clientID, setCookieToken, kits: {}, APIError };
})();
