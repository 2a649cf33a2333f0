// Put into every document before its own scripts: signs the app in, and
// remembers what the page asked the API for, so that nobody has to listen to
// the network from outside.
(() => {
  if (location.hostname === 'app.plex.tv') localStorage.setItem('myPlexAccessToken', TOKEN);
  const seen = [];
  const ask = window.fetch;
  window.fetch = async (url, options = {}) => {
    const answer = await ask(url, options);
    seen.push(`${options.method || 'GET'} ${url} ${typeof options.body === 'string' ? options.body : ''}`);
    window.dispatchEvent(new Event('bench-answer'));
    return answer;
  };

  // until resolves when test gives something, tried again at every change of
  // the document and every answer of the API.
  const until = (test) => new Promise((done) => {
    const look = () => {
      const got = test();
      if (!got) return;
      observer.disconnect();
      window.removeEventListener('bench-answer', look);
      done(got);
    };
    const observer = new MutationObserver(look);
    const begin = () => {
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      window.addEventListener('bench-answer', look);
      look();
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin, { once: true });
    else begin();
  });
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const answered = (part) => until(() => seen.some((s) => s.includes(part)));
  const writes = () => seen.filter((s) => s.startsWith('PUT ') || s.includes('mutation ')).length;
  const saved = (before) => until(() => writes() > before);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const named = (selector, name) => all(selector).find((e) => e.textContent.trim() === name && e.offsetParent !== null);
  const boxNamed = (name) => all('input[type=checkbox]').find((e) => e.offsetParent !== null && (e.title === name || e.labels?.[0]?.textContent.trim() === name));

  const pages = {
    email: {
      async ready() { await answered('/email_preferences'); await until(() => boxNamed(MAIL[0])); },
      read: () => MAIL.map((name) => boxNamed(name).checked),
      async act() {
        for (const name of MAIL) if (boxNamed(name).checked) boxNamed(name).click();
        const before = writes();
        named('a', 'Update Preferences').click();
        await saved(before);
      },
    },
    vendors: {
      async ready() { await answered('/ad_vendors'); await until(() => boxNamed(SALE)); },
      read: () => [boxNamed(SALE).checked, ...all('.vendor-row').map((row) => row.querySelector('input').checked)],
      async act() {
        let before = writes();
        if (boxNamed(SALE).checked) { boxNamed(SALE).click(); await saved(before); }
        before = writes();
        named('a', 'All No').click();
        await saved(before);
      },
    },
    privacy: {
      async ready() { await answered('/user/privacy '); await answered('/privacy_preferences'); await until(() => PRIVACY.every(boxNamed)); },
      read: () => PRIVACY.map((name) => boxNamed(name).checked),
      async act() {
        for (const name of PRIVACY) {
          const before = writes();
          if (boxNamed(name).checked) { boxNamed(name).click(); await saved(before); }
        }
      },
    },
    visibility: {
      row: (name) => all('[role=dialog] button[aria-haspopup]').find((b) => b.getAttribute('aria-labelledby').split(' ').map((id) => document.getElementById(id).textContent)[0] === name),
      async ready() {
        const title = await until(() => named('h4', 'Account Visibility & Activity Sharing'));
        title.click();
        await until(() => Object.keys(AUDIENCES).every(this.row));
      },
      read() { return Object.entries(AUDIENCES).map(([name, wanted]) => this.row(name).innerText.trim() !== wanted); },
      async act() {
        for (const [name, wanted] of Object.entries(AUDIENCES)) {
          if (this.row(name).innerText.trim() === wanted) continue;
          this.row(name).click();
          (await until(() => named('[role=option]', wanted))).click();
        }
        const before = writes();
        named('[role=dialog] button', 'Save').click();
        await saved(before);
      },
    },
  };

  // What the driver calls. A value is believed when it is the same after the
  // window as before it.
  window.bench = {
    async read(page, rest) {
      await pages[page].ready();
      for (let first = pages[page].read(); ;) {
        await pause(rest);
        const second = pages[page].read();
        if (JSON.stringify(first) === JSON.stringify(second)) return second.filter(Boolean).length;
        first = second;
      }
    },
    act: (page) => pages[page].act(),
  };
})();
