// What may stand over the app: the user picker of a Plex Home and the
// onboarding whose last page is set to sharing.
plex.overlays = (() => {
  const { el, has } = plex;
  const say = (t) => plex.words.say(t);

  async function pickUser(me) {
    if (!has('select-user') || sessionStorage.getItem('picked') === 'yes') return;
    const home = await plex.api('GET', 'https://plex.tv/api/v2/home/users');
    const picker = el('div', { class: 'UserPicker-container-7cZ' }, el('h1', {}, say('Select User')));
    const list = el('div', { class: 'UserPicker-list-2aK' });
    await new Promise((done) => {
      for (const user of home.users) {
        const name = el('div', { class: 'username' }, user.title);
        const tile = el('button', { type: 'button', class: 'UserPicker-user-9fQ' }, el('img', { src: user.thumb, alt: '' }), name,
          user.admin ? el('span', { class: 'admin-icon', 'aria-hidden': 'true' }, '♛') : null,
          user.restricted ? el('small', {}, 'Managed Account') : null);
        // Scripted clicks do nothing here, as people who drove it report.
        tile.addEventListener('click', (e) => { if (e.isTrusted) choose(user, me, picker, done); });
        list.append(tile);
      }
      list.append(el('button', { type: 'button', class: 'UserPicker-user-9fQ' }, el('span', { class: 'plus' }, '+'), 'Add User'));
      picker.append(list);
      document.body.append(picker);
    });
    picker.remove();
  }

  async function choose(user, me, picker, done) {
    const pin = user.protected ? await askPIN(picker) : '';
    if (user.id !== me.id) {
      try {
        const other = await plex.api('POST', `https://plex.tv/api/v2/home/users/${user.uuid}/switch?pin=${pin}`);
        localStorage.setItem('myPlexAccessToken', other.authToken);
        plex.setCookieToken(other.authToken);
      } catch {
        return;
      }
    }
    sessionStorage.setItem('picked', 'yes');
    if (user.id !== me.id) location.reload();
    else done();
  }

  function askPIN(picker) {
    return new Promise((done) => {
      const digits = [0, 1, 2, 3].map((i) => el('input', { class: 'pin-digit', type: 'password', inputmode: 'numeric', maxlength: '1', 'aria-label': `PIN digit ${i + 1}` }));
      const row = el('div', { class: 'pin-row' }, ...digits);
      digits.forEach((d, i) => d.addEventListener('input', () => {
        if (i < 3) { digits[i + 1].focus(); return; }
        row.remove();
        done(digits.map((x) => x.value).join(''));
      }));
      picker.append(row);
      digits[0].focus();
    });
  }

  // Everything is private while this is shown; finishing it unchanged makes it
  // visible to friends. It comes back until it is answered.
  function onboarding() {
    if (!has('onboarding') || sessionStorage.getItem('onboarded')) return;
    const steps = [
      ['Discover Together', 'See what your friends watch, rate and want to watch.', 'Next'],
      ['Your profile', 'Friends can find you by your user name.', 'Continue'],
      ['Choose what you share', 'You can change this at any time.', 'Finish'],
    ];
    let step = 0;
    const overlay = el('div', { class: 'Onboarding-overlay-4hT', role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Discover Together' });
    const draw = () => {
      const [title, text, word] = steps[step];
      const last = step === steps.length - 1;
      overlay.replaceChildren(...[
        el('h1', {}, title), el('p', {}, text),
        last && el('div', { class: 'Onboarding-list' }, ...['My Watch History', 'My Watchlist', 'My Ratings', 'My Friends'].map((row) => el('label', { class: 'Onboarding-row' }, say(row),
          el('select', {}, el('option', {}, say('Friends')), el('option', {}, say('Private')))))),
        el('button', { type: 'button', class: 'Button-primary-3dR', onclick: next }, word),
      ].filter(Boolean));
    };
    const next = async () => {
      if (step < steps.length - 1) { step += 1; draw(); return; }
      await plex.graphql('FinishOnboarding', 'mutation FinishOnboarding { finishOnboarding }');
      sessionStorage.setItem('onboarded', 'yes');
      overlay.remove();
    };
    draw();
    document.body.append(overlay);
  }

  return { pickUser, onboarding };
})();
