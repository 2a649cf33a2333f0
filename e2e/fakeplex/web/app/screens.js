// The app's screens. Class names are hashed as a build would; nothing may
// depend on them.
plex.screens = (() => {
  const { el, config } = plex;
  const say = (t) => plex.words.say(t);

  let sync = null; // asked once, so that drawing again asks nothing

  // A row of the account page. In the classic markup the whole row is the
  // click target and "Edit" is only its right-hand word.
  function row(title, { text, value, edit = 'Edit', onOpen, danger } = {}) {
    const press = onOpen || (() => editBox(title));
    const name = say(title), word = say(edit);
    if (config.variant === 'aria') {
      return el('li', { class: 'rowAria' }, el('div', {}, el('h3', {}, name), text ? el('p', {}, text) : null, value ? el('span', { class: 'val' }, value) : null),
        el('button', { type: 'button', class: 'aria-button', 'aria-label': `${word} ${name}`, onclick: press }, word));
    }
    if (config.variant === 'components') return componentRow(name, text, value, word, press);
    return el('div', { class: `SettingsFormSection-sectionWrapper-DuWwYc${danger ? ' danger' : ''}`, onclick: press },
      el('div', { class: 'SettingsFormSection-body-Qe71aZ' }, el('h4', { class: 'SettingsFormSection-title-4jGgVw' }, name),
        text ? el('div', { class: 'SettingsFormSection-text-xB2k9n' }, text) : null),
      value ? el('span', { class: 'SettingsFormSection-value-p0L3dd' }, value) : null,
      el('span', { class: 'SettingsFormSection-edit-7tRw0c' }, word));
  }

  function componentRow(name, text, value, word, press) {
    if (!customElements.get('plx-row')) customElements.define('plx-row', class extends HTMLElement {});
    const host = el('plx-row', { class: 'rowComponent' });
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.append(el('style', {}, 'button{all:unset;display:flex;width:100%;justify-content:space-between;gap:20px;padding:14px 16px;cursor:pointer;box-sizing:border-box}button:hover{background:#ffffff14}b{display:block}small{opacity:.7}span.e,a{color:#e5a00d}'),
      el('button', { type: 'button', onclick: press }, el('span', {}, el('b', {}, name), el('small', {}, text || '')), el('span', {}, value || '', ' ', el('span', { class: 'e' }, word))));
    return host;
  }

  const block = (title, ...rows) => {
    if (config.variant === 'aria') return el('section', {}, title ? el('h2', {}, say(title)) : null, el('ul', { class: 'listAria' }, ...rows));
    return el('div', { class: 'SettingsPage-block-1mZkQf' }, title ? el('div', { class: 'SettingsPage-heading-Xc5Vda' }, say(title)) : null, ...rows);
  };

  // The other rows open boxes too, and theirs have save buttons as well:
  // whoever opens the wrong one and saves is seen in the log.
  function editBox(title) {
    const kit = plex.kits[config.variant];
    const box = kit.dialog({ title: say(title) });
    const field = el('input', { type: 'text', 'aria-label': say(title) });
    box.open(box.heading, el('p', {}, field), el('div', { class: 'Modal-footer-0rC' }, el('button', { type: 'button', class: 'button secondary', onclick: () => box.close() }, say('Cancel')),
      el('button', { type: 'button', class: 'button', onclick: async () => { await plex.api('PUT', 'https://plex.tv/api/v2/user/profile', { field: title }); box.close(); } }, 'Save Changes')));
  }

  function syncBox() {
    const kit = plex.kits[config.variant];
    const box = kit.dialog({ title: say('Sync My Watch State and Ratings') });
    let wanted = sync.consent;
    const toggle = kit.toggle({ name: say('Sync My Watch State and Ratings'), value: sync.consent, onToggle: (v) => { wanted = v; } });
    const save = async () => { await plex.api('PUT', `https://plex.tv/api/v2/user/view_state_sync?consent=${wanted}`); sync.consent = wanted; box.close(); };
    box.open(box.heading, toggle.node, el('div', { class: 'Modal-footer-0rC' }, el('button', { type: 'button', class: 'button secondary', onclick: () => box.close() }, say('Cancel')),
      el('button', { type: 'button', class: 'button', onclick: save }, say('Save'))));
  }

  async function account(me) {
    sync ||= await plex.api('GET', 'https://plex.tv/api/v2/user/view_state_sync');
    const mail = el('span', {}, el('a', { href: 'https://www.plex.tv/email-preferences/', onclick: (e) => e.stopPropagation() }, 'Manage emails'), ' that you receive from Plex.');
    const profile = block('', row('Profile Image'), row('Username', { value: me.username }), row('Full Name', { value: me.title }), row('Email Address', { value: me.email }), row('Password', { value: '••••••••' }));
    const pass = el('div', { class: 'PlexPass-box-6sT' }, el('b', {}, me.subscription.active ? 'Plex Pass' : 'Get Plex Pass'), el('span', {}, 'Subscriptions · Payments · Other Services'));
    const settings = block('Settings',
      row('Language', { value: me.locale ? 'Deutsch' : 'System Default' }), row('Audio & Subtitle Settings'), row('Watched Indicators for Personal Media'),
      row('Account Visibility & Activity Sharing', { text: 'Manage which of your Plex activities are viewable by your friends on Plex.', onOpen: () => plex.visibility.open() }),
      row('Sync My Watch State and Ratings', { text: 'Keep your watch state and ratings in sync across the entire Plex platform!', value: say(sync.consent ? 'Active' : 'Inactive'), edit: 'Update this setting', onOpen: () => syncBox() }),
      row('Linked Accounts', { value: 'Google' }));
    const preferences = block('Preferences', row('Email Subscription Settings', { text: mail, edit: '', onOpen: () => {} }), row('Experimental Features', { value: say('Disabled') }));
    const remove = el('button', { type: 'button', class: 'DeleteAccount-button-0aQ', onclick: () => plex.api('POST', 'https://plex.tv/api/v2/user/deletion') }, say('Delete your account'));
    if (config.variant === 'components') return [preferences, settings, profile, pass, remove];
    return [profile, pass, settings, preferences, remove];
  }

  function privacy() {
    return [block('Privacy', el('p', { class: 'SettingsPage-text' }, 'Read our ', el('a', { href: 'https://www.plex.tv/about/privacy-legal/' }, 'Privacy Policy'), ' to see what Plex collects and why.'),
      el('p', { class: 'SettingsPage-text' }, el('a', { href: 'https://www.plex.tv/vendors-us/' }, 'Update my advertising consent settings')))];
  }

  async function sources(me) {
    const path = `https://plex.tv/api/v2/user/${me.uuid}/settings/opt_outs`;
    const { optOut } = await plex.api('GET', path);
    const words = { opt_in: 'Enabled', opt_out: 'Disabled', opt_out_managed: 'Disabled for Managed Users' };
    return [block('Online Media Sources', ...config.sources.map((source) => sourceRow(source, optOut.find((o) => o.key === source.Provider), words, path)))];
  }

  function sourceRow(source, stored, words, path) {
    const host = el('div', { class: 'sourceRow' });
    const fold = () => host.replaceChildren(row(source.Label, { value: say(words[stored.value]), onOpen: unfold }));
    const unfold = () => {
      const field = el('select', { id: source.Key === 'discover' ? 'includeDiscoverSource' : `include-${source.Key}`, 'aria-label': say(source.Label) },
        ...Object.entries(words).map(([value, word]) => el('option', { value }, say(word))));
      field.value = stored.value;
      const save = async () => { await plex.api('POST', `${path}?key=${source.Provider}&value=${field.value}`); stored.value = field.value; fold(); };
      host.replaceChildren(el('div', { class: 'sourceEdit' }, el('b', {}, say(source.Label)), field,
        el('button', { type: 'button', onclick: fold }, say('Cancel')), el('button', { type: 'button', class: 'button', onclick: save }, say('SAVE CHANGES'))));
    };
    fold();
    return host;
  }

  const plain = (title) => [block(title, el('p', { class: 'SettingsPage-text' }, 'Nothing to show here.'))];

  return { account, privacy, sources, plain };
})();
