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
    const values = {};
    for (const k of keys) {
      const v = localStorage.getItem(k);
      if (v !== null) values[k] = v;
    }
    return { origin: location.origin, values };
  };

  // storedNames returns the names of all entries, without their values.
  pp.storedNames = () => Object.keys(localStorage);
})();
