// No native form control anywhere: everything is a div with a role.
(() => {
  const { el } = plex;
  let serial = 0;
  const next = (stem) => `${stem}${++serial}`;
  const pressOnKeys = (node, press) => node.addEventListener('keydown', (e) => {
    if (e.key === ' ' || e.key === 'Enter') { e.preventDefault(); press(); }
  });

  function toggle({ name, help, value, disabled, kind = 'switch', onToggle }) {
    const id = next('nm'), helpID = next('hp');
    let on = Boolean(value);
    const knob = el('div', { role: kind, tabindex: '0', class: kind === 'switch' ? 'sw' : 'cb', 'aria-labelledby': id, 'aria-describedby': help ? helpID : false, 'aria-disabled': disabled ? 'true' : false });
    const show = () => { knob.setAttribute('aria-checked', String(on)); };
    const press = () => { if (disabled) return; on = !on; show(); onToggle(on); };
    knob.addEventListener('click', press);
    pressOnKeys(knob, press);
    show();
    const node = el('div', { class: 'aria-row' }, el('div', { class: 'aria-text' }, el('div', { id, class: 'aria-name' }, name), help ? el('div', { id: helpID, class: 'aria-help' }, help) : null), knob);
    return { node, set: (v) => { on = Boolean(v); show(); }, disable: (d) => { disabled = d; knob.setAttribute('aria-disabled', String(d)); } };
  }

  function select(options) { return dropdown(options); }

  function dropdown({ name, info, value, options, disabled, onPick }) {
    const nameID = next('nm'), listID = next('ls');
    let current = value;
    const word = () => options.find((o) => o.value === current)?.label || current;
    const list = el('ul', { role: 'listbox', id: listID, class: 'aria-list', hidden: true, 'aria-labelledby': nameID });
    const box = el('div', {
      role: 'combobox', tabindex: '0', class: 'aria-combo', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'aria-controls': listID,
      'aria-labelledby': plex.has('unlabelled') ? false : nameID, 'aria-disabled': disabled ? 'true' : false,
    }, word());
    const fold = (open) => {
      list.hidden = !open;
      box.setAttribute('aria-expanded', String(open));
      if (open) list.scrollIntoView({ block: 'nearest' });
    };
    const choose = (v) => { current = v; box.textContent = word(); fold(false); draw(); onPick(v); };
    const draw = () => list.replaceChildren(...options.map((o) => el('li', { role: 'option', 'aria-selected': String(o.value === current), onclick: () => choose(o.value) }, o.label)));
    const press = () => { if (!disabled) fold(list.hidden); };
    box.addEventListener('click', press);
    pressOnKeys(box, press);
    box.addEventListener('keydown', (e) => { if (e.key === 'Escape' && !list.hidden) { e.stopPropagation(); e.preventDefault(); fold(false); } });
    draw();
    const node = el('div', { role: 'group', class: 'aria-row', 'aria-labelledby': nameID },
      el('div', { class: 'aria-text' }, el('span', { id: nameID, class: 'aria-name' }, name), info ? el('span', { class: 'info', role: 'img', 'aria-label': info }) : null),
      el('div', { class: 'aria-pick' }, box, list));
    return { node, set: (v) => { current = v; box.textContent = word(); draw(); }, disable: (d) => { disabled = d; box.setAttribute('aria-disabled', String(d)); } };
  }

  function yesNo({ name, value, onPick }) {
    const id = next('nm');
    let current = Boolean(value);
    const radios = [true, false].map((v) => el('span', { role: 'radio', tabindex: '0', class: 'rd', onclick: () => pick(v) }, v ? 'Yes' : 'No'));
    const show = () => radios.forEach((r, i) => r.setAttribute('aria-checked', String(current === (i === 0))));
    const pick = (v) => { current = v; show(); onPick(v); };
    radios.forEach((r, i) => pressOnKeys(r, () => pick(i === 0)));
    show();
    const node = el('div', { class: 'aria-row' }, el('div', { id, class: 'aria-name' }, name), el('div', { role: 'radiogroup', 'aria-labelledby': id }, ...radios));
    return { node, set: (v) => { current = Boolean(v); show(); } };
  }

  function action({ name, onPress, link }) {
    const node = el('div', { role: link ? 'link' : 'button', tabindex: '0', class: 'aria-button', onclick: () => onPress() }, name);
    pressOnKeys(node, onPress);
    return node;
  }

  function saver({ name, mode, onPress }) {
    if (mode === 'form') return el('button', { type: 'submit', class: 'aria-button primary' }, name);
    const press = async () => { node.setAttribute('aria-busy', 'true'); await plex.pause(100); await onPress(); node.removeAttribute('aria-busy'); };
    const node = action({ name, onPress: press, link: mode === 'link' });
    node.classList.add('primary');
    return node;
  }

  function dialog({ title, onClose }) {
    const id = next('nm');
    const panel = el('dialog', { class: 'aria-dialog', 'aria-labelledby': id });
    const close = () => { panel.close(); };
    panel.addEventListener('close', () => { panel.remove(); onClose?.(); });
    return {
      heading: el('div', { id, role: 'heading', 'aria-level': '2' }, title), close,
      open: (...parts) => { panel.append(...parts); document.body.append(panel); panel.showModal(); },
      replace: (...parts) => panel.replaceChildren(...parts),
    };
  }

  function group({ title }, ...children) {
    const id = next('nm');
    return el('div', { role: 'group', 'aria-labelledby': id, class: 'aria-group' }, el('div', { role: 'heading', 'aria-level': '2', id }, title), ...children);
  }

  plex.kits.aria = { toggle, select, dropdown, yesNo, action, saver, dialog, group, name: 'aria' };
})();
