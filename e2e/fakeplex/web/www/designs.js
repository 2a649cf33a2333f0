// Further designs of the vendors page. Each draws its rows in a way of its own
// and stores what was chosen through the page's API.
plex.design = async (root, design) => {
  const { el } = plex;
  const data = await plex.read('vendors');
  const rows = data.rows;
  const group = (name) => rows.filter((r) => r.group === name);
  const send = (list) => plex.write('vendors', Object.fromEntries(list.map((r) => [r.id, r.value])));

  let serial = 0;
  // yesNo is a row with two radio buttons.
  const yesNo = (r, changed) => {
    const name = `choice-${++serial}`;
    const radio = (text, value) => {
      const input = el('input', { type: 'radio', name, onchange: () => { r.value = value; changed(r); } });
      input.checked = r.value === value;
      return el('label', { class: 'choice' }, input, text);
    };
    return el('fieldset', { class: 'vendor-row', 'data-id': r.id }, el('legend', {}, r.name), radio('Yes', true), radio('No', false));
  };
  // toggle is a switch; under "object" it is on for those who have objected.
  const toggle = (r, changed, objects = false) => {
    const id = `switch-${++serial}`;
    const sw = el('div', { class: 'sw', role: 'switch', tabindex: '0', 'aria-labelledby': id });
    const show = () => sw.setAttribute('aria-checked', String(objects ? !r.value : r.value));
    sw.addEventListener('click', () => { r.value = !r.value; show(); changed(r); });
    show();
    return el('div', { class: 'aria-row' }, el('span', { id }, r.name), sw);
  };
  const saveNow = (r) => send([r]);
  const sale = toggle({ id: 'sale', name: 'Allow the sale or sharing of my personal information', value: data.sale }, saveNow);
  const title = (text) => el('h3', {}, text);
  const button = (name, onclick, more = {}) => el('button', { type: 'button', class: 'button', onclick, ...more }, name);

  // disclosure is a button that opens a panel.
  const disclosure = (name, opened, ...children) => {
    const panel = el('div', { id: `panel-${++serial}`, hidden: true }, ...children);
    const b = button(name, () => { const open = panel.hidden; opened(); set(open); }, { 'aria-expanded': 'false', 'aria-controls': panel.id });
    const set = (open) => { panel.hidden = !open; b.setAttribute('aria-expanded', String(open)); };
    return { button: b, panel, set };
  };
  // accordion has the two choices of each vendor in a panel; with one, opening it
  // closes the others.
  const accordion = (one) => {
    const as = (r, name) => ({ id: r.id, name, get value() { return r.value; }, set value(v) { r.value = v; } });
    const all = [];
    const items = group('vendor').map((r, i) => {
      const d = disclosure(r.name, () => { if (one) for (const other of all) other.set(false); },
        toggle(as(r, 'Consent'), saveNow), toggle(as(group('interest')[i], 'Legitimate interest'), saveNow));
      all.push(d);
      return el('div', {}, el('h4', {}, d.button), d.panel);
    });
    if (one) all[0].set(true);
    return [title('Our advertising partners'), ...items];
  };

  const designs = {
    toggles: () => [title('Advertising partners'), ...rows.map((r) => toggle(r, saveNow))],

    tabs() {
      const panel = el('div', { role: 'tabpanel', id: 'panel' });
      const tabs = {
        Purposes: () => group('purpose').map((r) => toggle(r, () => {})),
        Vendors: () => group('vendor').map((r) => yesNo(r, () => {})),
        'Legitimate interest': () => [title('Object to legitimate interest'), ...group('interest').map((r) => toggle(r, () => {}, true))],
      };
      const strip = el('div', { role: 'tablist' });
      const show = (name) => {
        for (const t of strip.children) t.setAttribute('aria-selected', String(t.textContent === name));
        panel.replaceChildren();
        setTimeout(() => panel.replaceChildren(...tabs[name]()), 120);
      };
      for (const name of Object.keys(tabs)) strip.append(el('button', { type: 'button', role: 'tab', 'aria-controls': 'panel', onclick: () => show(name) }, name));
      setTimeout(() => show('Purposes'));
      return [strip, panel, button('Save choices', () => send(rows))];
    },

    pages() {
      const size = 20;
      const last = Math.ceil(rows.length / size) - 1;
      const list = el('div', {});
      const count = el('p', {});
      const nav = el('nav', { 'aria-label': 'pagination' });
      let draft = [];
      const turn = (n) => {
        // What was not saved on a page is lost when it is turned.
        draft = rows.slice(n * size, n * size + size).map((r) => ({ ...r }));
        list.replaceChildren(...draft.map((r) => yesNo(r, () => {})));
        count.textContent = `${n * size + 1}–${Math.min((n + 1) * size, rows.length)} of ${rows.length}`;
        nav.replaceChildren(button('‹', () => turn(n - 1), { disabled: n === 0, 'aria-label': 'Previous' }),
          ...[...Array(last + 1).keys()].map((i) => button(String(i + 1), () => turn(i), { 'aria-current': i === n ? 'page' : false })),
          button('›', () => turn(n + 1), { disabled: n === last, 'aria-label': 'Next' }));
      };
      turn(0);
      const save = async () => { await send(draft); for (const d of draft) rows.find((r) => r.id === d.id).value = d.value; };
      return [title('Our advertising partners'), el('div', {}, list, count, nav), button('Save', save)];
    },

    more() {
      const list = el('div', {});
      const add = () => {
        const n = list.children.length;
        list.append(...rows.slice(n, n + 20).map((r) => yesNo(r, saveNow)));
        if (list.children.length >= rows.length) press.remove();
      };
      const press = button('Load more', () => setTimeout(add, 150));
      add();
      return [title('Vendors'), el('div', {}, list, press)];
    },

    lazy() {
      const list = el('div', {});
      const end = el('div', { style: 'height: 1px' });
      let busy = false;
      const add = async () => {
        if (busy || list.children.length >= rows.length) return;
        busy = true;
        await plex.read('vendors');
        const n = list.children.length;
        list.append(...rows.slice(n, n + 20).map((r) => toggle(r, saveNow)));
        busy = false;
      };
      add();
      setTimeout(() => new IntersectionObserver((seen) => { if (seen.some((s) => s.isIntersecting)) add(); }).observe(end), 400);
      return [title('Vendors'), el('div', {}, list, end)];
    },

    virtual() {
      const height = 44;
      const box = el('div', { class: 'virtual-list', style: 'height: 440px; overflow-y: auto; position: relative' });
      const space = el('div', { style: `height: ${rows.length * height}px; position: relative` });
      box.append(space);
      const draw = () => {
        const from = Math.max(0, Math.floor(box.scrollTop / height) - 2);
        const nodes = rows.slice(from, from + 15).map((r, i) => {
          const node = toggle(r, saveNow);
          node.setAttribute('style', `position: absolute; left: 0; right: 0; height: ${height - 18}px; top: ${(from + i) * height}px`);
          return node;
        });
        space.replaceChildren(...nodes);
      };
      box.addEventListener('scroll', draw);
      const all = async (value) => { for (const r of rows) r.value = value; draw(); await send(rows); };
      draw();
      return [title('Vendors'), el('div', {}, button('All Yes', () => all(true)), button('All No', () => all(false)), box)];
    },

    accordion: () => accordion(false),
    'accordion-one': () => accordion(true),

    // A switch per vendor, and what it is for behind "Details".
    explained: () => [title('Vendors'), ...rows.map((r) => {
      const d = disclosure('Details', () => {}, el('p', {}, `${r.name} measures which advertisements were shown.`));
      return el('div', { class: 'vendor-row' }, toggle(r, saveNow), d.button, d.panel);
    })],

    // Bare names; what a tick does is told above them.
    'opt-outs': () => [title('Advertising partners'),
      el('p', {}, 'Tick the box next to each partner that you want to opt out of. A partner with a tick may not use your data for ads.'),
      ...rows.map((r) => {
        const input = el('input', { type: 'checkbox', onchange: () => { r.value = !input.checked; saveNow(r); } });
        input.checked = !r.value;
        return el('div', { class: 'option-row' }, el('label', {}, input, ' ', r.name));
      })],

    // Names a total and has no way to the rest.
    partial: () => [title('Vendors'), el('div', {}, ...rows.slice(0, 20).map((r) => yesNo(r, saveNow))), el('p', {}, `Showing 20 of ${rows.length}`)],
  };
  if (design.startsWith('iframe')) {
    const src = design === 'iframe' ? 'https://consent.plex.tv/manager' : 'https://consent.vendor.test/manager';
    if (location.hostname === 'www.plex.tv') {
      root.replaceChildren(sale, el('iframe', { src, title: 'Consent manager', style: 'width: 100%; height: 420px; border: 0' }));
      return;
    }
    root.replaceChildren(...rows.map((r) => toggle(r, saveNow)));
    return;
  }
  root.replaceChildren(sale, ...designs[design]());
};
if (plex.config.design && location.hostname !== 'www.plex.tv') plex.design(document.getElementById('ad-vendors'), plex.config.design);
