import React from 'react';
import { Switch, Checkbox, RadioGroup, SelectField, SelectMenu, Dialog, Button } from 'evergreen-ui';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name, id }) => <><label htmlFor={id}>{name}</label> <Switch id={id} checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} /></>,
  checkbox: ({ value, set, disabled, name }) => <Checkbox label={name} checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} />,
  radio: ({ value, set, disabled, name, options }) => <RadioGroup label={name} value={value} isRequired={false} options={options.map((o) => ({ label: o, value: o, isDisabled: disabled }))} onChange={(e) => set(e.target.value)} />,
  select: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span> <SelectMenu title={name} hasFilter={false} closeOnSelect options={options.map((o) => ({ label: o, value: o }))} selected={value} onSelect={(o) => set(o.value)}><Button aria-labelledby={id} disabled={disabled}>{value}</Button></SelectMenu></>,
  native: ({ value, set, disabled, name, options }) => <SelectField label={name} value={value} disabled={disabled} onChange={(e) => set(e.target.value)}>{options.map((o) => <option key={o}>{o}</option>)}</SelectField>,
}, undefined, {
  Button: ({ text, press }) => <Button onClick={press}>{text}</Button>,
  Dialog: ({ title, close, children }) => <Dialog isShown title={title} hasFooter={false} onCloseComplete={close}>{children}</Dialog>,
});
