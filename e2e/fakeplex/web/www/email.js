// The email card: ten boxes, the weekly drop-down, two masters that flip the
// rest without saving, and a save control.
(async () => {
  const { el, config } = plex;
  const root = document.getElementById('email-preferences');
  if (!root) return;
  const all = [...config.boxes, ...config.discover];
  const notice = document.querySelector('.email-error');
  const form = new plex.Form({ page: 'email', root, draw, notice });
  const kind = { classic: undefined, aria: 'checkbox', components: 'pressed' }[config.variant];
  let masters = {};

  function box(b) {
    const { name: title, turned, help, ends, above } = plex.reworded(b.Key, { name: b.Label });
    const shows = (v) => (turned ? !v : v);
    const rows = plex.variations(b.Key === 'newsletters', 'The Plex Digest', (name, disabled) => {
      const widget = form.kit.toggle({
        name, help, ends, disabled, kind, value: shows(form.model[b.Key]),
        onToggle: (v) => { masters.on = masters.off = false; form.change(b.Key, shows(v)); step(); },
      });
      form.track(b.Key, { set: (v) => widget.set(shows(v)) });
      return widget.node;
    }, title);
    return above ? [el('p', {}, above), ...rows] : rows;
  }

  function step() {
    form.refresh();
    form.summary.disable(!form.model.summary);
    form.masterOn.set(masters.on);
    form.masterOff.set(masters.off);
    status();
  }

  function status() {
    const some = config.boxes.some((b) => form.model[b.Key]);
    form.status.replaceChildren('You are currently ', el('b', {}, some ? 'receiving' : 'not receiving'), ' Plex email communications. Update your preferences below.');
  }

  // In the save mode "auto" the masters have nothing that would store them,
  // so there they store at once.
  function master(value) {
    for (const b of all) form.model[b.Key] = value;
    masters = { on: value, off: !value };
    step();
    if (form.saveMode === 'auto') form.send(Object.fromEntries(all.map((b) => [b.Key, value])));
  }

  function draw() {
    const { kit } = form;
    form.status = el('p', { class: 'email-status' });
    form.summary = kit.select({
      name: 'Summary frequency', value: form.model.summaryFrequency, disabled: !form.model.summary,
      options: [{ value: 'weekly', label: 'Weekly Summary' }, { value: 'daily', label: 'Daily Summary' }],
      onPick: (v) => form.change('summaryFrequency', v),
    });
    form.masterOn = kit.toggle({ name: 'Subscribe to ALL', kind, value: masters.on, onToggle: (v) => (v ? master(true) : step()) });
    form.masterOff = kit.toggle({ name: 'Unsubscribe from ALL', kind, value: masters.off, onToggle: (v) => (v ? master(false) : step()) });
    status();
    const marketing = kit.group({ title: 'Marketing Emails' }, form.status, ...config.boxes.flatMap(box));
    const discover = kit.group({ title: 'Discover Emails' }, ...config.discover.flatMap(box), form.summary.node);
    const extra = plex.has('unknown-control') ? [kit.toggle({ name: 'Partner Offers & Promotions', kind, value: true, onToggle: () => {} }).node] : [];
    const masterRow = el('div', { class: 'masters' }, form.masterOn.node, form.masterOff.node);
    const save = form.saver('Update Preferences', submit);
    const done = el('div', { class: 'message message-success', role: 'status', hidden: true }, 'Preferences Updated!');
    form.done = done;
    if (config.variant === 'components') return [el('div', { class: 'deep' }, el('div', {}, masterRow, discover, marketing, ...extra)), save, done].filter(Boolean);
    if (config.variant === 'aria') return [discover, marketing, ...extra, masterRow, save, done].filter(Boolean);
    return [marketing, ...extra, discover, masterRow, save, done].filter(Boolean);
  }

  async function submit() {
    if (!(await form.save())) return;
    await plex.pause(200);
    form.done.hidden = false;
  }

  if (config.managed) {
    root.replaceChildren(el('p', {}, 'Email preferences are not available for managed accounts.'));
    return;
  }
  try {
    form.model = await plex.read('email');
  } catch (failure) {
    form.say(`Something went wrong: ${failure.message}`);
    return;
  }
  await plex.unfold();
  form.paint();
  if (config.updated) form.done.hidden = false;
  form.repeat();
})();
