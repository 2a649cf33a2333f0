import React, { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { model, describe, kindOf, load } from './page-stage.js';

const plain = {
  Button: ({ text, press }) => <button type="button" onClick={press}>{text}</button>,
  Accordion: function Plain({ title, children }) {
    const [open, setOpen] = useState(false);
    return <section><h2><button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>{title}</button></h2>{open && <div>{children}</div>}</section>;
  },
  Dialog: ({ title, children }) => <div role="dialog" aria-modal="true" aria-label={title} style={{ position: 'fixed', inset: 20, overflow: 'auto', background: '#fff' }}><h2>{title}</h2>{children}</div>,
};

// stage draws a page with the widgets of a library, and its button, accordion and dialog
// if it brings them.
export function stage(kinds, Wrap, parts = {}) {
  const { Button, Accordion, Dialog } = { ...plain, ...parts };
  const Around = Wrap ?? React.Fragment;
  const item = (it, i) => {
    const Heading = `h${it.heading}`;
    if (it.heading) return <Heading key={i}>{it.text}</Heading>;
    if (it.control) {
      const { key, label, change, options } = it.control, Draw = kindOf(kinds, it.control);
      return <div key={key} style={{ padding: 8 }}><Draw {...{ value: model.state[key], set: change, disabled: false, name: label, id: `w-${key}`, options }} /></div>;
    }
    if (it.button) return <Button key={i} {...it.button} />;
    if (it.row) return <div key={i}><span>{it.row.text}</span> <Button {...it.row.button} /></div>;
    if (it.accordion) return <Accordion key={i} title={it.accordion.title}>{it.accordion.items.map(item)}</Accordion>;
    if (it.dialog) return it.dialog.open && <Dialog key={i} title={it.dialog.title} close={it.dialog.close}>{it.dialog.items.map(item)}</Dialog>;
    return <p key={i}>{it.text}</p>;
  };
  function App() {
    const [, draw] = useState(0);
    model.drawn = () => draw((n) => n + 1);
    return <Around><main>{describe().map(item)}<p role="status">{model.said}</p></main></Around>;
  }
  createRoot(document.getElementById('root')).render(<App />);
  requestAnimationFrame(load);
}
