// Questions about the document as a whole.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  // noSocket is the address of a WebSocket that the guard's policy kept the page from
  // opening.
  pp.noSocket = '';
  document.addEventListener('securitypolicyviolation', (e) => {
    if (/^wss?:/.test(e.blockedURI)) pp.noSocket = e.blockedURI.replace(/^wss?:\/\//, '').replace(/[?#].*/, '');
  });

  pp.stored = (keys) => {
    const out = {};
    for (const k of keys) {
      const v = localStorage.getItem(k);
      if (v !== null) out[k] = v;
    }
    return out;
  };

  // documentText returns the text of a document that is plain data, once it is
  // complete.
  pp.documentText = async () => {
    if (document.readyState === 'loading') {
      await new Promise((done) => addEventListener('DOMContentLoaded', done, { once: true }));
    }
    return document.body ? document.body.innerText : document.documentElement?.textContent ?? '';
  };
})();
