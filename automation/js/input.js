// Where to click, and whether the click arrived. Nothing here clicks: the browser moves
// the mouse, so that the page gets trusted events.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const describe = (el) => {
    if (!el) return 'nothing';
    const id = el.id ? `#${el.id}` : '';
    const cls = !id && typeof el.className === 'string' && el.className.trim() ? `.${el.className.trim().split(/\s+/)[0]}` : '';
    return `<${el.localName}${id}${cls}>`;
  };

  // frame resolves to true at the next animation frame, or to false if none comes. A
  // busy machine draws none for a while, and until then nothing moves.
  const frame = pp.frame = () => new Promise((done) => {
    const timer = setTimeout(() => done(false), 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      done(true);
    });
  });

  const box = (el) => {
    const b = el.getBoundingClientRect();
    const o = pp.offset(el);
    return { x: b.x + o.x, y: b.y + o.y, width: b.width, height: b.height };
  };

  // hitAt returns the innermost element that would receive a click at a point of the
  // tab.
  const hitAt = pp.hitAt = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    let px = x;
    let py = y;
    while (hit) {
      if (hit.shadowRoot) {
        const inner = hit.shadowRoot.elementFromPoint(px, py);
        if (!inner || inner === hit) break;
        hit = inner;
      } else if (hit.localName === 'iframe' && pp.frameDocument(hit)) {
        const b = hit.getBoundingClientRect();
        px -= b.left + hit.clientLeft;
        py -= b.top + hit.clientTop;
        const inner = pp.frameDocument(hit).elementFromPoint(px, py);
        if (!inner) break;
        hit = inner;
      } else break;
    }
    return hit;
  };

  const interactive = 'a[href],button,select,textarea,summary,input:not([type=hidden]),[role=button],[role=link],[role=checkbox],[role=switch],[role=radio],[role=tab],[role=menuitem]';

  const isBox = (el) => el.localName === 'input' && /^(checkbox|radio)$/.test(el.type);

  // belongs: would a click on the hit element operate the control, and nothing else? The
  // box that a drawn widget has for itself is the widget, and no cover.
  const belongs = (hit, surface, control) => {
    if (hit && hit === pp.ownBox(control)) return true;
    // A label that is for another box presses that one.
    const labels = isBox(control) ? pp.closest(hit, 'label')?.control : null;
    if (labels && hit !== control && labels !== control) return false;
    if (!hit || !(pp.contains(surface, hit) || pp.contains(control, hit))) return false;
    const other = pp.closest(hit, interactive);
    return !other || other === control || pp.contains(other, control) || !pp.contains(surface, other);
  };

  // surfaces returns where a person would click: the control, its label or, if neither
  // shows, the picture that is drawn around it.
  const surfaces = (el) => {
    const shows = (e) => pp.rendered(e) && box(e).width >= 3 && box(e).height >= 3;
    const labels = pp.labels(el).filter(shows);
    const out = shows(el) ? [el, ...labels] : labels;
    // A drop-down that does not show itself, or lets presses through, gets them from what
    // is drawn around it; its label only puts the focus on it. A box that lets presses
    // through is meant to be disabled.
    if (pp.role(el) === 'combobox' && (!pp.seen(el) || getComputedStyle(el).pointerEvents === 'none')) {
      const frame = pp.fieldFrame(el);
      if (frame) return [frame, ...out];
    }
    const painted = !out.length || (out.length === 1 && out[0] === el && getComputedStyle(el).opacity === '0');
    if (!painted || !/^(checkbox|switch|radio)$/.test(pp.role(el))) return out.length ? out : [el];
    for (const p of pp.ancestors(el)) {
      if (p === document.body || p.querySelectorAll('input:not([type=hidden]),select,button,[role=switch],[role=checkbox],[role=radio]').length > 1) break;
      if (shows(p) && box(p).height < 120) out.push(p);
    }
    return out.length ? out : [el];
  };

  // points returns the points to try on a surface: its middle, two nearer its
  // beginning, then its lines and its words one by one, because a long label may wrap
  // or contain a link.
  const points = (surface) => {
    const o = pp.offset(surface);
    const b = surface.getBoundingClientRect();
    const out = [[b.x + b.width / 2, b.y + b.height / 2], [b.x + Math.min(12, b.width / 2), b.y + b.height / 2], [b.x + b.width * 0.25, b.y + b.height * 0.25]];
    const middles = (rects) => [...rects].filter((r) => r.width >= 3 && r.height >= 3).slice(0, 8).map((r) => [r.x + r.width / 2, r.y + r.height / 2]);
    out.push(...middles(surface.getClientRects()));
    const texts = surface.ownerDocument.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
    for (let n = texts.nextNode(), i = 0; n && i < 20; n = texts.nextNode(), i++) {
      const range = n.ownerDocument.createRange();
      range.selectNodeContents(n);
      out.push(...middles(range.getClientRects()));
    }
    return out.map(([x, y]) => [x + o.x, y + o.y]);
  };

  // scrolls brings a surface into view in several ways: to the middle and, because
  // something fixed may lie there, nearer to an edge of the scroll container.
  const scrolls = function* (surface) {
    surface.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    yield;
    for (const box of scrollers(surface)) {
      for (const at of [0.8, 0.2, 0.65, 0.35, 0.92]) {
        const view = box === surface.ownerDocument.scrollingElement ? { top: 0, height: surface.ownerDocument.defaultView.innerHeight } : box.getBoundingClientRect();
        const b = surface.getBoundingClientRect();
        const was = box.scrollTop;
        box.scrollBy({ top: b.top + b.height / 2 - view.top - at * view.height, behavior: 'instant' });
        if (Math.abs(box.scrollTop - was) > 2) yield;
      }
    }
  };

  const scrollers = pp.scrollers = (el) => {
    const out = [];
    const root = el.ownerDocument.scrollingElement;
    for (const p of pp.ancestors(el)) {
      if (p === root || p.ownerDocument !== el.ownerDocument) break;
      if (p.scrollHeight > p.clientHeight + 2 && /auto|scroll/.test(getComputedStyle(p).overflowY)) out.push(p);
    }
    if (root) out.push(root);
    return out;
  };

  // paints are properties whose change moves nothing but the element itself.
  const paints = new Set(['opacity', 'color', 'backgroundColor', 'backgroundPosition', 'borderColor', 'borderTopColor', 'borderRightColor', 'borderBottomColor', 'borderLeftColor',
    'outlineColor', 'boxShadow', 'fill', 'stroke', 'filter', 'visibility', 'transform', 'translate', 'rotate', 'scale', 'offset', 'computedOffset', 'easing', 'composite']);

  // shifts says whether an animation may move an element. One that ends counts wherever it
  // is, because it may push away what follows it, unless its own element only paints or is
  // out of the flow. An endless one counts on the element or around it.
  const shifts = (a, el) => {
    const on = a.effect?.target;
    if (on && pp.contains(on, el)) return true;
    if (a.effect?.getComputedTiming().endTime === Infinity) return false;
    if (!on) return true;
    if (/^(absolute|fixed)$/.test(getComputedStyle(on).position)) return false;
    return a.effect.getKeyframes().some((k) => Object.keys(k).some((name) => !paints.has(name)));
  };

  // moves says whether an animation or transition may move an element.
  const moves = (el) => el.ownerDocument.getAnimations().some((a) => a.playState === 'running' && shifts(a, el));

  // untilStill waits until the box has not moved from one frame to the next, or for
  // three frames while something on the page moves. Nothing moves in a tab that is not
  // drawn. It returns why the element is not still, '' if it is.
  const untilStill = async (el, limit) => {
    const end = performance.now() + limit;
    let last = '';
    let still = 0;
    let drawn = false;
    while (performance.now() < end) {
      const now = Object.values(box(el)).join();
      if (now !== last) still = 0;
      last = now;
      if (await frame()) {
        drawn = true;
        still++;
      }
      if (!el.isConnected) return 'gone';
      const enough = moves(el) ? 3 : 1;
      if (still >= enough && Object.values(box(el)).join() === last) return '';
    }
    return drawn ? 'moving' : '';
  };

  // aim returns where to click to operate an element, or why that is not possible. It
  // waits, within the limit, for what covers the element only for a moment, such as a
  // notice.
  pp.aim = async (ref, limit) => {
    const end = performance.now() + limit;
    for (;;) {
      const el = pp.element(ref);
      if (!el) return { why: 'gone' };
      if (pp.disabled(el)) return { why: 'disabled' };
      const at = await aimOnce(el, limit);
      if (!at.why?.startsWith('covered') || performance.now() >= end) return at;
      await frame();
    }
  };

  // approach returns where aim will probably say to click, so that the pointer can move
  // there while aim waits; null if nobody knows yet.
  pp.approach = (ref) => {
    const el = pp.element(ref);
    const surface = el && surfaces(el)[0];
    if (!surface || !pp.rendered(surface)) return null;
    for (const _ of scrolls(surface)) {
      const point = points(surface).find(([x, y]) => inView(x, y) && belongs(hitAt(x, y), surface, el));
      return point ? { x: point[0], y: point[1] } : null;
    }
    return null;
  };

  const inView = (x, y) => x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;

  // press finds a point of a surface at which a click would operate the element.
  const press = (el, surface) => {
    let why = '';
    let inner = true;
    for (const [x, y] of points(surface)) {
      if (!inView(x, y)) {
        why ||= 'outside the view';
        inner = false;
        continue;
      }
      const hit = hitAt(x, y);
      if (belongs(hit, surface, el)) {
        if (pp.changed(el)) return { why: 'another one by now', inner: true };
        arm(el, surface);
        return { x, y, origin: location.origin, href: location.href };
      }
      why = `covered by ${describe(hit)}`;
      inner &&= !!hit && pp.contains(surface, hit);
    }
    return { why, inner };
  };

  const aimOnce = async (el, limit) => {
    let why = '';
    for (const surface of surfaces(el)) {
      if (!pp.rendered(surface)) {
        why ||= 'not visible';
        continue;
      }
      for (const _ of scrolls(surface)) {
        const restless = await untilStill(surface, limit);
        if (restless) return { why: restless };
        const b = box(surface);
        if (b.width < 3 || b.height < 3) {
          why ||= 'not visible';
          break;
        }
        const at = press(el, surface);
        if (!at.why) return at;
        why = at.why;
        if (at.inner) break; // scrolling will not help
      }
    }
    return { why: why || 'not visible' };
  };

  // arm makes sure that the coming click lands where it was aimed. If something else
  // has moved there, the click is stopped before the page gets it.
  let armed = null;
  const events = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
  const guard = (event) => {
    if (!armed || !event.isTrusted) return;
    if (event.type === 'pointerdown') {
      const on = event.composedPath()[0];
      const parts = [armed.surface, armed.el, pp.ownBox(armed.el), ...pp.labels(armed.el)].filter(Boolean);
      // The page may draw something after the mouse press that receives the release.
      armed.landed = parts.some((p) => pp.contains(p, on)) ? '' : describe(on);
      if (!armed.landed && pp.changed(armed.el)) armed.landed = 'another one by now';
    }
    if (!armed.landed) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  // These listeners are added at the very beginning of the document, so that no
  // listener of the page gets a click that is stopped.
  for (const type of events) addEventListener(type, guard, { capture: true });
  const arm = (el, surface) => {
    armed = { el, surface, landed: '' };
    const inner = el.ownerDocument.defaultView;
    // Events inside a frame do not reach the page around it, so each frame needs the
    // listeners. A listener that is added twice is called once.
    if (inner !== window) for (const type of events) inner.addEventListener(type, guard, { capture: true });
  };
  pp.disarm = () => {
    const landed = armed?.landed ?? '';
    armed = null;
    return landed;
  };

  pp.focus = (ref) => {
    const el = pp.element(ref);
    el?.focus({ preventScroll: true });
    const root = el?.getRootNode();
    return !!el && root.activeElement === el;
  };

  pp.isOpen = (ref) => {
    const el = pp.element(ref);
    return !!el && (el.matches(':open') || el.getAttribute('aria-expanded') === 'true');
  };

  // unopened: the focus is in an editable combobox whose list is still closed.
  pp.unopened = (ref) => {
    const el = pp.element(ref);
    return !!el && el.localName === 'input' && el.getAttribute('role') === 'combobox' && !el.readOnly &&
      el.getAttribute('aria-expanded') === 'false' && el.getRootNode().activeElement === el &&
      !/^(both|inline)$/.test(el.getAttribute('aria-autocomplete') ?? ''); // these put a value into the field at once
  };

  pp.opener = (ref) => pp.element(ref);
})();
