'use strict';
// The page's own part: it exchanges the token of its address for a key, shows what the
// server draws, and sends what the person wants. All decisions are made by the server.
(() => {
  const keep = 'plexpriv-key';
  const main = document.getElementById('main');
  const live = document.getElementById('live');
  const alert = document.getElementById('alert');
  const texts = document.body.dataset;
  let over = false;

  const say = (text) => {
    live.textContent = text;
  };
  const warn = (text) => {
    alert.textContent = text;
    alert.hidden = !text;
  };
  // The last words of a page that nothing can be done on any more.
  const end = (text) => {
    over = true;
    warn(text);
    for (const e of main.querySelectorAll('button, input, select')) e.disabled = true;
    for (const e of main.querySelectorAll('.spinner')) e.remove();
  };

  const ask = (path, body) =>
    fetch(path, {
      method: body ? 'POST' : 'GET',
      headers: {
        'Plexpriv-Key': sessionStorage.getItem(keep) ?? '',
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });

  // Another tab has the key, or an earlier plexpriv had it.
  const signedIn = async () => {
    const token = location.hash.slice(1);
    if (token) {
      history.replaceState(null, '', '/');
      const got = await ask('/api/session', { token });
      if (got.ok) sessionStorage.setItem(keep, (await got.json()).key);
    }
    return sessionStorage.getItem(keep) !== null;
  };

  // What the person has unchecked. The page may be drawn again at any time, and a box must
  // not be checked again by that.
  const unpicked = new Set();
  const note = (box) => unpicked[box.checked ? 'delete' : 'add'](box.value);

  const count = () => {
    const out = document.getElementById('count');
    if (!out) return;
    const boxes = [...main.querySelectorAll('.pick')];
    const n = boxes.filter((b) => b.checked).length;
    out.textContent = out.dataset.text.replace('{n}', n).replace('{of}', boxes.length);
    document.getElementById('change').disabled = n === 0;
  };

  // Shows what the server draws. The focus stays where it was; if that is gone, it goes to
  // the heading, which a screen reader then reads.
  const draw = async () => {
    const got = await ask('/api/view');
    if (over) return;
    if (got.status === 401) return end(texts.key);
    if (!got.ok) return warn(await got.text());
    const had = main.contains(document.activeElement) ? document.activeElement.id : null;
    const drawn = new DOMParser().parseFromString(await got.text(), 'text/html');
    if (over) return;
    for (const b of drawn.querySelectorAll('.pick')) b.checked = !unpicked.has(b.value);
    main.replaceChildren(...drawn.body.childNodes);
    const title = document.getElementById('title');
    if (had !== null) (had && document.getElementById(had) ? document.getElementById(had) : title).focus();
    say(title.textContent.trim());
    count();
  };

  // One drawing at a time; what happens meanwhile is drawn afterwards. If a drawing fails,
  // the stream of events is opened anew, and that draws everything.
  let stream = null;
  let drawing = false;
  let again = false;
  const redraw = async () => {
    if (drawing) {
      again = true;
      return;
    }
    drawing = true;
    try {
      do {
        again = false;
        await draw();
      } while (again && !over);
    } catch {
      stream?.cancel().catch(() => {});
    } finally {
      drawing = false;
    }
  };

  const act = async (body) => {
    warn('');
    const turn = Number(main.querySelector('[data-turn]')?.dataset.turn ?? 0);
    const got = await ask('/api/act', { ...body, turn }).catch(() => null);
    if (!got) return end(texts.gone);
    if (!got.ok) warn(await got.text());
    if (got.status === 409) redraw();
  };

  const heard = {
    view: redraw,
    page: (e) => {
      for (const row of main.querySelectorAll(`[data-page="${CSS.escape(e.page)}"]`)) {
        row.dataset.step = e.tone;
        row.querySelector('.status').textContent = e.text;
      }
      if (e.say) say(e.say);
    },
    over: (e) => end(e.text),
  };

  // The stream of events. The server sees by it that the tab is open.
  const listen = async () => {
    for (let failures = 0; !over && failures < 3; ) {
      const got = await ask('/api/events').catch(() => null);
      if (got?.status === 401) return end(texts.key);
      if (!got?.ok) {
        failures++;
        await new Promise((r) => setTimeout(r, 500));
        continue;
      }
      const reader = got.body.pipeThrough(new TextDecoderStream()).getReader();
      stream = reader;
      redraw().then(() => { failures = 0; });
      for (let text = ''; ; ) {
        const { value, done } = await reader.read().catch(() => ({ done: true }));
        if (done) break;
        const parts = (text + value).split('\n\n');
        text = parts.pop();
        for (const part of parts) {
          if (!part.startsWith('data: ')) continue;
          const e = JSON.parse(part.slice(6));
          heard[e.kind]?.(e);
        }
      }
    }
    if (!over) end(texts.gone);
  };

  const picked = () => [...main.querySelectorAll('.pick:checked')].map((b) => b.value);
  const field = (id) => document.getElementById(id)?.value ?? '';

  document.addEventListener('submit', (e) => {
    e.preventDefault();
    if (over) return;
    const name = e.target.dataset.act;
    act(name === 'change' ? { act: name, only: picked() } : { act: name, profile: field('profile'), level: field('level') });
  });
  document.addEventListener('click', (e) => {
    const button = e.target.closest('button');
    if (!button || over) return;
    const { act: name, run, pick, open, close } = button.dataset;
    if (name) act({ act: name, run: run ?? '' });
    if (pick) {
      for (const b of main.querySelectorAll('.pick')) {
        b.checked = pick === 'all';
        note(b);
      }
      count();
    }
    if (open) document.getElementById(open).showModal();
    if (close) document.getElementById(close).close();
  });
  document.addEventListener('change', (e) => {
    if (e.target.matches('.pick')) note(e.target);
    count();
  });

  // A person who reads or moves about is there, even if they press nothing.
  let last = Date.now();
  const here = () => {
    if (over || Date.now() - last < 60_000) return;
    last = Date.now();
    ask('/api/act', { act: 'here' }).catch(() => {});
  };
  for (const kind of ['keydown', 'pointermove', 'scroll']) document.addEventListener(kind, here, { passive: true });

  signedIn().then(
    (yes) => (yes ? listen() : end(texts.key)),
    () => end(texts.gone),
  );
})();
