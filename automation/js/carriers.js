// A state often has two carriers: an attribute and a native box, a value that shows and a
// list with a chosen option. If they disagree, neither is to be believed. These functions
// say how two of them disagree, or '' if they do not.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const isBox = (el) => el.localName === 'input' && /^(checkbox|radio)$/.test(el.type);

  // boxesIn returns the native boxes below an element, hidden ones and those of shadow
  // trees included.
  const boxesIn = (el, out = []) => {
    for (const c of pp.flatChildren(el)) {
      if (c.nodeType !== Node.ELEMENT_NODE) continue;
      if (isBox(c)) out.push(c);
      boxesIn(c, out);
    }
    return out;
  };

  const widgets = '[role=switch],[role=checkbox],[role=radio],[aria-pressed],select,[role=combobox],[role=listbox]';

  // boxBeside returns the hidden box that a drawn widget keeps next to itself for forms:
  // the only box there, of the only widget there.
  const boxBeside = (el) => {
    const parent = el.parentElement;
    if (!parent || parent.querySelectorAll(widgets).length !== 1) return null;
    const boxes = boxesIn(parent);
    return boxes.length === 1 && (!pp.seen(boxes[0]) || pp.closest(boxes[0], '[aria-hidden=true]') || over(boxes[0], el)) ? boxes[0] : null;
  };

  // over: the box lies over the middle of what is drawn. Then it gets the presses, and the
  // drawing only shows what it says.
  const over = (box, el) => {
    const [a, b] = [box.getBoundingClientRect(), el.getBoundingClientRect()];
    const [x, y] = [b.left + b.width / 2, b.top + b.height / 2];
    return !box.contains(el) && a.left <= x && x <= a.right && a.top <= y && y <= a.bottom;
  };

  // ownBox returns the native box that a drawn widget has for itself, in it or beside it,
  // or null.
  pp.ownBox = (el) => (isBox(el) ? null : only(boxesIn(el)) ?? boxBeside(el));

  const attributes = ['aria-checked', 'aria-pressed'];
  const words = { true: 'on', false: 'off', mixed: 'mixed' };

  const drawn = { checked: 'on', on: 'on', true: 'on', yes: 'on', 1: 'on', unchecked: 'off', off: 'off', false: 'off', no: 'off', 0: 'off' };

  // byData returns what the data attributes say by which libraries draw a state.
  const byData = (el) => {
    const { state, checked, unchecked } = el.dataset;
    if (unchecked === '') return 'off';
    return drawn[state] ?? (checked === '' ? 'on' : drawn[checked]) ?? '';
  };

  // byClass returns what a class says by which a state is drawn: "is-on", "Mui-checked". One
  // that is not there says nothing, and two that contradict each other say nothing.
  const byClass = (el) => {
    const said = new Set();
    for (const c of el.classList) {
      const m = /^(?:.+[-_])?(checked|unchecked)$/i.exec(c) ?? /^(?:is[-_]|state[-_]|(?:switch|toggle)[-_]+|.+--)?(on|off)$/i.exec(c);
      if (m && !/on[-_]off|off[-_]on/i.test(c)) said.add(drawn[m[1].toLowerCase()]);
    }
    return only([...said]) ?? '';
  };

  // byField returns what the hidden field says that a drawn widget keeps beside itself.
  const byField = (el) => {
    const parent = el.parentElement;
    if (!parent || parent.querySelectorAll(widgets).length !== 1) return '';
    const field = only([...parent.querySelectorAll('input[type=hidden]')]);
    return field ? drawn[field.value.toLowerCase()] ?? '' : '';
  };

  // carriers returns what says something of the state of a toggle or radio button, by name.
  const carriers = (el) => {
    const out = new Map();
    const add = (name, state) => { if (state) out.set(name, state); };
    for (const a of attributes) add(a, words[el.getAttribute(a)]);
    if (isBox(el)) {
      add('the box itself', pp.state(el));
      return out;
    }
    add('the accessibility tree', pp.toldState(el));
    const inner = boxesIn(el);
    if (inner.length === 1) add('the box inside it', pp.state(inner[0]));
    const beside = inner.length ? null : boxBeside(el);
    if (beside) add('the hidden box beside it', pp.state(beside));
    add('its data attribute', byData(el));
    add('its class', byClass(el));
    add('the hidden field beside it', byField(el));
    return out;
  };

  pp.conflict = (el) => {
    const all = [...carriers(el)];
    const other = all.find(([, state]) => state !== all[0][1]);
    return other ? `${all[0][0]} says ${all[0][1]}, ${other[0]} says ${other[1]}` : '';
  };

  // differ: two texts that both say something, and neither holds the other.
  const differ = (a, b) => {
    const [x, y] = [pp.plain(a), pp.plain(b)];
    return !!x && !!y && !` ${x} `.includes(` ${y} `) && !` ${y} `.includes(` ${x} `);
  };

  const only = (all) => (all.length === 1 ? all[0] : null);

  // otherChosen compares the value of a closed drop-down with the list that belongs to it,
  // if that is in the document, and with the native list that it is drawn for.
  pp.otherChosen = (el, value, twin) => {
    const lists = pp.references(el, 'aria-controls').concat(pp.references(el, 'aria-owns'));
    const chosen = only(lists.flatMap((l) => [...l.querySelectorAll('[role=option][aria-selected=true],[role=menuitemradio][aria-checked=true],[role=option][aria-checked=true]')]));
    const listed = chosen ? chosen.textContent.trim() : '';
    if (differ(value, listed)) return `it shows "${value}", its list has "${listed}" as the chosen option`;
    const kept = twin && only([...twin.selectedOptions])?.text;
    return kept && differ(value, kept) ? `it shows "${value}", the list behind it has "${kept}" as the chosen option` : '';
  };

  // paintedOver compares an invisible native list with the text that is drawn in its place.
  pp.paintedOver = (el, options) => {
    if (getComputedStyle(el).opacity !== '0' && pp.seen(el)) return '';
    const chosen = options.find((o) => o.selected);
    for (const p of pp.ancestors(el)) {
      if (!chosen || p === document.body || p.querySelectorAll('input:not([type=hidden]),select,button,[role]').length > 1) return '';
      const texts = pp.chunks([p], (n) => n === el).map(pp.plain);
      if (texts.includes(pp.plain(chosen.text))) return '';
      const drawn = options.find((o) => texts.includes(pp.plain(o.text)));
      if (drawn) return `it shows "${drawn.text}", the list behind it has "${chosen.text}" as the chosen option`;
    }
    return '';
  };
})();
