import React, { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { kind, forms, options, first, change, ready } from './stage.js';

function Row({ form, draw: Draw }) {
  const [value, setValue] = useState(first);
  const [drawn, setDrawn] = useState(0);
  const set = (v) => change(form, v, (shown) => {
    setValue(shown);
    if (form === 'redrawn') setDrawn((n) => n + 1);
  });
  return <div key={drawn} style={{ padding: 12 }}><Draw {...{ value, set, disabled: form === 'disabled', name: forms[form], id: `w-${form}`, options }} /></div>;
}

export function stage(kinds, Wrap = React.Fragment) {
  window.kinds = Object.keys(kinds);
  const draw = kinds[kind];
  const rows = draw && Object.keys(forms).map((form) => <Row key={form} form={form} draw={draw} />);
  createRoot(document.getElementById('root')).render(<Wrap><main>{rows}</main></Wrap>);
  ready();
}
