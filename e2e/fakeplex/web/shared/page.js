// The life of one page of controls: paint, load, paint the truth, keep the
// model and the controls in step, save in the way the page saves.
plex.el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  if (plex.has('made-up-language')) [attributes, children] = plex.babble(attributes, children);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
};

// babble is the quirk that says everything in words that no language has.
plex.babble = (attributes, children) => {
  const say = (text) => text.replace(/[a-z]/gi, (c) => String.fromCharCode(c.charCodeAt(0) + (c.toLowerCase() < 'n' ? 13 : -13)));
  const said = { ...attributes };
  for (const name of ['title', 'aria-label', 'placeholder', 'label', 'alt']) if (typeof said[name] === 'string') said[name] = say(said[name]);
  return [said, children.map((c) => (typeof c === 'string' ? say(c) : c))];
};
if (plex.has('made-up-language')) {
  document.documentElement.lang = 'qaa';
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let n = texts.nextNode(); n; n = texts.nextNode()) {
    if (!/^(script|style)$/.test(n.parentElement.localName)) [, [n.data]] = plex.babble({}, [n.data]);
  }
}

plex.Form = class {
  // draw(form) returns the nodes; path is where save mode "form" posts to.
  constructor({ page, root, draw, path, notice }) {
    Object.assign(this, { page, root, draw, path, notice });
    this.model = {};
    this.controls = [];
    this.saveMode = plex.config.save;
    if (typeof plex.language() !== 'string') throw new TypeError('no language');
    this.kit = plex.kits[plex.config.variant];
  }

  // track remembers a control so that refresh can bring it in step.
  track(key, control) {
    this.controls.push({ key, control });
    return control;
  }

  refresh() {
    for (const { key, control } of this.controls) control.set(this.model[key]);
  }

  paint() {
    this.controls = [];
    const nodes = this.draw(this);
    if (this.saveMode !== 'form') {
      this.root.replaceChildren(...nodes);
      return;
    }
    const form = plex.el('form', { method: 'post', action: this.path || location.pathname, onsubmit: () => this.fillForm(form) }, ...nodes);
    this.root.replaceChildren(form);
  }

  // fillForm hands the model to the form as hidden fields just before it goes.
  fillForm(form) {
    form.querySelectorAll('input[data-sent]').forEach((i) => i.remove());
    for (const [name, value] of Object.entries(this.model)) {
      const sent = plex.el('input', { type: 'hidden', name, value: String(value), 'data-sent': true });
      form.append(sent);
    }
    form.querySelectorAll('input:not([data-sent]), select').forEach((i) => i.removeAttribute('name'));
  }

  // repeat is the quirk that replaces all rows by fresh nodes for ever, as a
  // page that draws too often does; an open list survives it.
  repeat() {
    if (!plex.has('rerender') || this.timer) return;
    this.timer = setInterval(() => { if (!this.root.querySelector('[aria-expanded=true]')) this.paint(); }, 700);
  }

  async change(key, value) {
    const old = this.model[key];
    this.model[key] = value;
    if (this.saveMode !== 'auto') return;
    await this.send({ [key]: value }, () => { this.model[key] = old; });
  }

  async send(fields, undo) {
    try {
      await plex.write(this.page, fields);
      this.say('');
    } catch (failure) {
      if (plex.has('optimistic')) return;
      if (undo) undo();
      this.refresh();
      this.say(`Something went wrong: ${failure.message}`);
    }
  }

  async save(fields = this.model) {
    try {
      await plex.write(this.page, { ...fields });
    } catch (failure) {
      if (!plex.has('optimistic')) {
        this.say(`Something went wrong: ${failure.message}`);
        return false;
      }
    }
    this.say('');
    return true;
  }

  say(text) {
    if (!this.notice) return;
    this.notice.textContent = text && plex.say(text);
    this.notice.hidden = !text;
  }

  // saver is the page's save control, or nothing when it saves at once.
  saver(name, onPress) {
    if (this.saveMode === 'auto') return null;
    return this.kit.saver({ name, mode: this.saveMode, onPress });
  }
};

// variations applies the quirks that bend a single control: it returns the
// controls to show for a target row (none, one or two).
plex.variations = (isTarget, renamed, make, name) => {
  if (!isTarget) return [make(name)];
  if (plex.has('missing')) return [];
  const label = plex.has('renamed') ? renamed : name;
  const disabled = plex.has('disabled') || plex.has('widget-disabled');
  const nodes = [make(label, disabled)];
  if (plex.has('duplicated')) nodes.push(make(label, disabled));
  return nodes;
};

// reworded is what the quirk of that name calls a control: another title, a line that
// explains it, a line above it. A turned one shows the opposite of what is stored.
const reworded = {
  newsletters: { name: 'Unsubscribe from newsletters', turned: true },
  recommended: { name: 'Recommended Movies & Live TV', ends: ['Off', 'On'] },
  sales: { name: 'No promotions, please', turned: true },
  surveys: { name: 'Surveys', turned: true, above: 'Ticked means opted out.' },
  messages: { name: 'Do not email me when someone sends me a message', turned: true },
  friendRequests: { name: 'Fewer emails about new friend requests', turned: true },
  sale: { name: 'Sale of personal information', turned: true, help: 'Tick this box to opt out of the sale.' },
  adsConsent: { name: 'Refuse targeted advertising', turned: true, help: 'Advertising pays for what you watch. You can change this at any time.' },
  optOutPlayback: { name: 'Stop sending playback data', turned: true, help: 'The data helps us to improve our services.' },
};
plex.reworded = (key, usual) => (plex.has('reworded') && reworded[key] ? { ...usual, ...reworded[key] } : usual);

// unfold waits as long as the quirk "slow-render" asks, then for a frame.
plex.unfold = async () => {
  if (plex.has('slow-render')) await plex.pause(plex.quirk('slow-render') > 0 ? plex.quirk('slow-render') : 2000);
  await plex.frame();
};
