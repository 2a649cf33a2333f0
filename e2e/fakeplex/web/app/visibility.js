// The dialog "You're in control": a list that scrolls between a fixed head and
// a fixed foot.
plex.visibility = (() => {
  const { el, has, config } = plex;
  const say = (t) => plex.words.say(t);
  const labels = { PRIVATE: 'Private', FRIENDS: 'Friends', FOLLOWERS: 'Followers', FRIENDS_OF_FRIENDS: 'Friends of Friends', ANYONE_SIGNED_IN: 'Anyone Signed into Plex', ANYONE: 'Anyone' };

  // offered lists a row's options: today's, or those of a quirk.
  function offered(key, current) {
    let values = key === 'account' ? ['FRIENDS', 'FRIENDS_OF_FRIENDS', 'ANYONE'] : ['PRIVATE', 'FRIENDS', 'FRIENDS_OF_FRIENDS', 'ANYONE_SIGNED_IN', 'ANYONE'];
    if (has('empty-audience')) values = ['FRIENDS_OF_FRIENDS', 'ANYONE'];
    if (has('new-audience')) values.splice(1, 0, 'FOLLOWERS');
    if (!values.includes(current)) values.push(current);
    return values.map((value) => ({ value, label: say(key === 'account' && value === 'FRIENDS' ? 'Friends Only' : labels[value]) }));
  }

  const activity = [['watchHistory', 'My Watch History'], ['watchlist', 'My Watchlist'], ['ratings', 'My Ratings'], ['friends', 'My Friends', 'People see who your friends are.']];
  const finding = [['account', 'Account Visibility', 'People can find you by your user name.']];

  async function open() {
    const kit = plex.kits[config.variant];
    const box = kit.dialog({ title: "You're in control", onClose: () => clearInterval(form?.timer) });
    const list = el('div', { class: 'Modal-scroller-5uB' });
    const notice = el('p', { class: 'Modal-error-1wE', role: 'alert', hidden: true });
    let form = null;
    const shut = el('button', { type: 'button', class: 'Modal-close-8nY', 'aria-label': say('Close'), onclick: () => box.close() }, '✕');
    const foot = el('div', { class: 'Modal-footer-0rC' });
    const head = el('div', { class: 'Modal-header-3vS' }, box.heading, shut);
    box.open(head, list, notice, foot);
    list.append(el('div', { class: 'Spinner-spinner-1xQ', role: 'progressbar', 'aria-label': 'Loading' }));
    const data = await plex.read('visibility');
    await plex.unfold();
    form = new plex.Form({ page: 'visibility', root: list, notice, draw: () => [], path: '/desktop/profile/visibility' });
    form.model = Object.fromEntries(Object.entries(data).filter(([k]) => !k.startsWith('_') && (k !== 'reviews' || has('unknown-control'))));
    form.draw = () => rows(form);
    // The foot belongs to the same form when the dialog is posted.
    if (form.saveMode === 'form') posted(form, box, head, list, notice, foot);
    else fetched(form, box, foot);
    draw(form);
    if (has('rerender')) form.timer = setInterval(() => { if (!form.root.querySelector('[aria-expanded=true]')) draw(form); }, 700);
  }

  function draw(form) {
    form.controls = [];
    const top = form.root.scrollTop;
    form.root.replaceChildren(...rows(form));
    form.root.scrollTop = top;
  }

  // cards: a radio button for each option, with a line below its title that explains it.
  const explains = {
    PRIVATE: 'Hidden from everyone, friends too', FRIENDS: 'Not private, but no strangers', FRIENDS_OF_FRIENDS: 'Friends, and everyone whom they know',
    ANYONE_SIGNED_IN: 'Everyone with an account', ANYONE: 'Anybody, whether friends or not',
  };
  function cards(form, key, name) {
    const inputs = [];
    const card = (o) => {
      const input = el('input', { type: 'radio', name: `cards-${key}`, onchange: () => form.change(key, o.value) });
      inputs.push([input, o.value]);
      return el('label', { style: 'display: flex; flex-direction: column' }, input, el('span', {}, o.label), el('span', { class: 'card-text' }, explains[o.value]));
    };
    const node = el('fieldset', { class: 'cards' }, el('legend', {}, name), ...offered(key, form.model[key]).map(card));
    const set = (v) => inputs.forEach(([input, value]) => { input.checked = value === v; });
    set(form.model[key]);
    return { node, set };
  }

  function row(form, [key, name, info]) {
    if (has('reworded')) return [form.track(key, cards(form, key, say(name))).node];
    return plex.variations(key === 'watchHistory', 'Things I Have Played', (label, disabled) => form.track(key, form.kit.dropdown({
      name: say(label), info, disabled, value: form.model[key], options: offered(key, form.model[key]), onPick: (v) => form.change(key, v),
    })).node, name);
  }

  function rows(form) {
    const reviews = has('unknown-control') ? [['reviews', 'My Reviews']] : [];
    const given = (r) => r[0] in form.model;
    const first = [...activity, ...reviews].filter(given).flatMap((r) => row(form, r));
    const second = finding.filter(given).flatMap((r) => row(form, r));
    const intro = el('p', {}, 'Choose what type of activity you want to share with your friends.');
    const find = el('h3', {}, 'Who can find your account?');
    const fine = el('p', { class: 'Modal-fine-7iX' }, 'If you are a resident of the United States, your above Watch History setting will apply for two years and then revert to private unless you choose to renew your consent. All other choices will remain in effect until you change them.');
    if (config.variant === 'components') return [find, ...second, intro, el('div', {}, el('div', {}, ...first)), fine];
    return [intro, ...first, find, ...second, fine];
  }

  function fetched(form, box, foot) {
    if (form.saveMode === 'auto') {
      foot.append(form.kit.saver({ name: say('Close'), mode: 'button', onPress: () => box.close() }));
      return;
    }
    const cancel = form.kit.saver({ name: say('Cancel'), mode: form.saveMode, onPress: () => box.close() });
    cancel.classList.add('secondary');
    foot.append(cancel, form.kit.saver({ name: say('Save'), mode: form.saveMode, onPress: async () => { if (await form.save()) box.close(); } }));
  }

  function posted(form, box, head, list, notice, foot) {
    const whole = el('form', { method: 'post', action: form.path, class: 'Modal-form-2kP', onsubmit: () => form.fillForm(whole) }, head, list, notice, foot);
    foot.append(el('button', { type: 'button', class: 'button secondary', onclick: () => box.close() }, say('Cancel')), el('button', { type: 'submit', class: 'button' }, say('Save')));
    box.replace(whole);
  }

  return { open };
})();
