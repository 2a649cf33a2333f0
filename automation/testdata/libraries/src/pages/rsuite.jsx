import 'rsuite/dist/rsuite.css';
import React from 'react';
import { Toggle, Checkbox, RadioGroup, Radio, SelectPicker, Accordion, Modal, Button } from 'rsuite';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name }) => <Toggle checked={value} disabled={disabled} onChange={set}>{name}</Toggle>,
  checkbox: ({ value, set, disabled, name }) => <Checkbox checked={value} disabled={disabled} onChange={(_, v) => set(v)}>{name}</Checkbox>,
  radio: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span><RadioGroup aria-labelledby={id} name={id} value={value} disabled={disabled} onChange={set}>{options.map((o) => <Radio key={o} value={o}>{o}</Radio>)}</RadioGroup></>,
  select: ({ value, set, disabled, name, id, options }) => <><label htmlFor={id}>{name}</label> <SelectPicker id={id} data={options.map((o) => ({ label: o, value: o }))} value={value} disabled={disabled} searchable={false} cleanable={false} onChange={set} /></>,
}, undefined, {
  Button: ({ text, press }) => <Button onClick={press}>{text}</Button>,
  Accordion: ({ title, children }) => <Accordion><Accordion.Panel header={title}>{children}</Accordion.Panel></Accordion>,
  Dialog: ({ title, close, children }) => <Modal open onClose={close}><Modal.Header><Modal.Title>{title}</Modal.Title></Modal.Header><Modal.Body>{children}</Modal.Body></Modal>,
});
