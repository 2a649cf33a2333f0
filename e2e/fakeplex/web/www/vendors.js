// The two blue boxes: sale of data, and a Yes or No for each vendor.
(async () => {
  const { el, config } = plex;
  const root = document.getElementById('ad-vendors');
  if (!root) return;
  const form = new plex.Form({ page: 'vendors', root, draw, notice: document.querySelector('.vendors-error') });
  const kind = { classic: undefined, aria: 'switch', components: undefined }[config.variant];
  const negated = plex.has('negated-labels');
  let vendors = [];

  const blueBox = (...children) => el('div', { class: 'row message message-info message-opt-in' }, ...children);

  function sale() {
    const label = negated ? 'Do not sell or share my personal information' : 'Allow the sale or sharing of my personal information';
    const help = negated
      ? 'When this is on, Plex does not sell or share your personal information with its advertising partners.'
      : 'Plex may sell or share your personal information with its advertising partners. Switch this off to opt out.';
    const box = plex.reworded('sale', { name: label, help, turned: negated });
    const shows = (v) => (box.turned ? !v : v);
    return plex.variations(true, 'My choices', (name, disabled) => {
      const widget = form.kit.toggle({
        name, help: box.help, disabled, kind, titled: true, option: 'saleOfData', value: shows(form.model.sale),
        onToggle: (v) => form.change('sale', shows(v)),
      });
      form.track('sale', { set: (v) => widget.set(shows(v)) });
      return widget.node;
    }, box.name);
  }

  async function bulk(value) {
    const fields = Object.fromEntries(vendors.map((v) => [v.id, value]));
    const old = { ...form.model };
    Object.assign(form.model, fields);
    form.refresh();
    if (form.saveMode === 'auto') await form.send(fields, () => Object.assign(form.model, old));
  }

  function draw() {
    const { kit } = form;
    const rows = vendors.map((v) => form.track(v.id, kit.yesNo({ name: v.name, value: form.model[v.id], onPick: (value) => form.change(v.id, value) })).node);
    const bulkRow = plex.has('no-bulk') ? null : el('div', { class: 'bulk-row' },
      kit.action({ name: 'All Yes', onPress: () => bulk(true) }), ' ', kit.action({ name: 'All No', onPress: () => bulk(false) }));
    const first = blueBox(kit.group({ title: 'Sale or Sharing of Personal Information', level: 'h3' }, ...sale()));
    const second = blueBox(kit.group({ title: 'Personalized Advertising', level: 'h3' },
      el('p', {}, 'Choose which of our advertising partners may use your information to show you personalized ads.'), bulkRow, el('div', { class: 'vendor-list' }, ...rows)));
    const save = form.saver('Save', async () => { if (await form.save()) { form.done.hidden = false; } });
    form.done = el('div', { class: 'message message-success', role: 'status', hidden: true }, 'Your choices have been saved.');
    const order = config.variant === 'components' ? [el('div', { class: 'deep' }, second, first)] : [first, second];
    return [...order, save, form.done].filter(Boolean);
  }

  if (plex.has('vendors-region')) {
    root.replaceChildren(el('p', {}, 'These choices are not available in your region. They are offered to residents of California, Colorado, Connecticut, Utah and Virginia.'));
    return;
  }
  if (!config.signedIn) {
    root.replaceChildren(blueBox(document.getElementById('visitor-text').content.cloneNode(true)));
    return;
  }
  if (config.design) {
    await plex.design(root, config.design);
    return;
  }
  try {
    const data = await plex.read('vendors');
    vendors = data.vendors;
    form.model = { sale: data.sale, ...Object.fromEntries(vendors.map((v) => [v.id, v.consent])) };
  } catch (failure) {
    form.say(`Something went wrong: ${failure.message}`);
    return;
  }
  await plex.unfold();
  form.paint();
  if (config.updated) form.done.hidden = false;
  form.repeat();
})();
