import '@carbon/styles/css/styles.css';
import React from 'react';
import { Toggle, Checkbox, RadioButtonGroup, RadioButton, Dropdown, Select, SelectItem, Accordion, AccordionItem, Modal, Button } from '@carbon/react';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name, id }) => <Toggle id={id} labelText={name} toggled={value} disabled={disabled} onToggle={set} />,
  checkbox: ({ value, set, disabled, name, id }) => <Checkbox id={id} labelText={name} checked={value} disabled={disabled} onChange={(e, d) => set(d.checked)} />,
  radio: ({ value, set, disabled, name, id, options }) => (
    <RadioButtonGroup legendText={name} name={id} valueSelected={value} disabled={disabled} onChange={set}>
      {options.map((o) => <RadioButton key={o} id={id + o} labelText={o} value={o} />)}
    </RadioButtonGroup>
  ),
  select: ({ value, set, disabled, name, id, options }) => <Dropdown id={id} titleText={name} label="Choose" items={options} selectedItem={value} disabled={disabled} onChange={(e) => set(e.selectedItem)} />,
  native: ({ value, set, disabled, name, id, options }) => <Select id={id} labelText={name} value={value} disabled={disabled} onChange={(e) => set(e.target.value)}>{options.map((o) => <SelectItem key={o} value={o} text={o} />)}</Select>,
}, undefined, {
  Button: ({ text, press }) => <Button onClick={press}>{text}</Button>,
  Accordion: ({ title, children }) => <Accordion><AccordionItem title={title}>{children}</AccordionItem></Accordion>,
  Dialog: ({ title, close, children }) => <Modal open passiveModal modalHeading={title} onRequestClose={close}>{children}</Modal>,
});
