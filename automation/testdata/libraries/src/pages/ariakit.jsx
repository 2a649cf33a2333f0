import React from 'react';
import { Checkbox, RadioProvider, RadioGroup, Radio, SelectProvider, SelectLabel, Select, SelectPopover, SelectItem, DisclosureProvider, Disclosure, DisclosureContent, Dialog, DialogHeading, Button } from '@ariakit/react';
import { stage } from './react-stage.jsx';

const drawn = { width: 40, height: 22, border: '1px solid #555' };
stage({
  switch: ({ value, set, disabled, name }) => <label><Checkbox role="switch" checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} /> {name}</label>,
  checkbox: ({ value, set, disabled, name, id }) => <><Checkbox render={<div style={drawn} />} id={id} aria-labelledby={`${id}-l`} checked={value} disabled={disabled} onChange={(e) => set(!value)} /> <span id={`${id}-l`}>{name}</span></>,
  radio: ({ value, set, disabled, name, id, options }) => (
    <RadioProvider value={value} setValue={set}><span id={id}>{name}</span>
      <RadioGroup aria-labelledby={id}>{options.map((o) => <label key={o}><Radio value={o} disabled={disabled} /> {o}</label>)}</RadioGroup>
    </RadioProvider>
  ),
  select: ({ value, set, disabled, name, options }) => (
    <SelectProvider value={value} setValue={set}>
      <SelectLabel>{name}</SelectLabel> <Select disabled={disabled} />
      <SelectPopover portal gutter={4} style={{ background: '#fff', border: '1px solid #999' }}>{options.map((o) => <SelectItem key={o} value={o} />)}</SelectPopover>
    </SelectProvider>
  ),
}, undefined, {
  Button: ({ text, press }) => <Button onClick={press}>{text}</Button>,
  Accordion: ({ title, children }) => <DisclosureProvider><Disclosure>{title}</Disclosure><DisclosureContent>{children}</DisclosureContent></DisclosureProvider>,
  Dialog: ({ title, close, children }) => <Dialog open onClose={close} style={{ position: 'fixed', inset: 20, overflow: 'auto', background: '#fff' }}><DialogHeading>{title}</DialogHeading>{children}</Dialog>,
});
