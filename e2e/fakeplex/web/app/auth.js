// The sign-in form, framed by the website or the app, or on its own for a PIN.
// Somebody who is signed in here already is passed through without a word.
(async () => {
  const { el, has } = plex;
  const card = document.getElementById('auth');
  const params = new URLSearchParams(location.hash.replace(/^#!?\??/, ''));
  const embedded = params.get('embed') === '1' && parent !== window;
  const forward = params.get('forwardUrl') || '';
  const code = params.get('code') || '';

  async function accept(token) {
    localStorage.setItem('myPlexAccessToken', token);
    plex.setCookieToken(token);
    plex.clientID();
    if (embedded) {
      // The website learns of the sign-in by a code of its own, which this frame approves.
      if (code) await plex.api('PUT', 'https://plex.tv/api/v2/pins/link', new URLSearchParams({ code }), token, 'Plex SSO');
      parent.postMessage({ signedIn: true }, '*');
      return;
    }
    if (code && !location.pathname.endsWith('/callback')) {
      await plex.api('PUT', 'https://plex.tv/api/v2/pins/link', new URLSearchParams({ code }));
      card.replaceChildren(el('h2', {}, 'You are now signed in'), el('p', {}, 'You may close this window.'));
    }
    if (/^https:\/\/([a-z0-9-]+\.)*plex\.tv\//.test(forward)) location.replace(forward);
  }

  async function passThrough() {
    const token = location.pathname.endsWith('/callback') ? code : localStorage.getItem('myPlexAccessToken');
    if (!token) return false;
    if (code && embedded && has('www-own-session')) return false;
    try {
      await plex.api('GET', 'https://plex.tv/api/v2/user', null, token);
    } catch {
      return false;
    }
    await accept(token);
    return true;
  }

  const say = (text) => { const p = card.querySelector('[role=alert]'); p.textContent = text; p.hidden = !text; };
  const alertLine = () => el('p', { role: 'alert', hidden: true });

  function google() {
    const state = encodeURIComponent(forward || 'https://app.plex.tv/desktop/');
    const target = `https://${plex.config.identityHost}/o/oauth2/auth?client_id=plex&state=${state}`;
    (embedded ? top : window).location.href = target;
  }

  function first() {
    const provider = (name, press) => el('button', { type: 'button', class: 'provider', onclick: press }, `Continue with ${name}`);
    card.replaceChildren(el('h2', {}, 'Sign in'), alertLine(),
      provider('Google', google), provider('Facebook', () => say('Facebook is not available.')), provider('Apple', () => say('Apple is not available.')),
      el('button', { type: 'button', class: 'provider', 'data-testid': 'signIn--email', onclick: email }, 'Continue with Email'));
    if (has('turnstile')) card.append(el('div', { class: 'turnstile' }, el('label', {}, el('input', { type: 'checkbox' }), ' Verify you are human')));
  }

  function email() {
    const field = el('input', { id: 'email', type: 'email', name: 'email', autocomplete: 'username', required: true });
    card.replaceChildren(el('form', { onsubmit: (e) => { e.preventDefault(); password(field.value); } },
      el('h2', {}, 'Sign in'), alertLine(), el('label', { for: 'email' }, 'Email or Username'), field, el('button', { type: 'submit', class: 'button' }, 'Continue')));
    field.type = 'text';
    field.focus();
  }

  function password(login) {
    const field = el('input', { id: 'password', type: 'password', name: 'password', autocomplete: 'current-password', required: true });
    card.replaceChildren(el('form', { onsubmit: (e) => { e.preventDefault(); send(login, field.value, ''); } },
      el('h2', {}, 'Sign in'), el('p', {}, login), alertLine(), el('label', { for: 'password' }, 'Password'), field, el('button', { type: 'submit', class: 'button' }, 'Sign In')));
    field.focus();
  }

  function secondFactor(login, secret) {
    const field = el('input', { id: 'verificationCode', inputmode: 'numeric', autocomplete: 'one-time-code', required: true });
    card.replaceChildren(el('form', { onsubmit: (e) => { e.preventDefault(); send(login, secret, field.value); } },
      el('h2', {}, 'Two-factor authentication'), alertLine(), el('label', { for: 'verificationCode' }, 'Verification code'), field, el('button', { type: 'submit', class: 'button' }, 'Verify')));
    field.focus();
  }

  async function send(login, secret, verificationCode) {
    try {
      const user = await plex.api('POST', 'https://plex.tv/api/v2/users/signin', new URLSearchParams({ login, password: secret, rememberMe: 'true', verificationCode }), '');
      await accept(user.authToken);
    } catch (failure) {
      if (/enter the verification code/.test(failure.message)) { secondFactor(login, secret); return; }
      say(failure.message);
    }
  }

  if (!(await passThrough())) first();
})();
