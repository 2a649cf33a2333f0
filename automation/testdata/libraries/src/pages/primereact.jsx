import 'primereact/resources/themes/lara-light-blue/theme.css';
import React from 'react';
import { Checkbox } from 'primereact/checkbox';
import { InputSwitch } from 'primereact/inputswitch';
import { RadioButton } from 'primereact/radiobutton';
import { Dropdown } from 'primereact/dropdown';
import { SelectButton } from 'primereact/selectbutton';
import { Accordion, AccordionTab } from 'primereact/accordion';
import { Dialog } from 'primereact/dialog';
import { Button } from 'primereact/button';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name, id }) => <><label htmlFor={id}>{name}</label> <InputSwitch inputId={id} checked={value} disabled={disabled} onChange={(e) => set(e.value)} /></>,
  checkbox: ({ value, set, disabled, name, id }) => <><Checkbox inputId={id} checked={value} disabled={disabled} onChange={(e) => set(e.checked)} /> <label htmlFor={id}>{name}</label></>,
  radio: ({ value, set, disabled, name, id, options }) => (
    <fieldset><legend>{name}</legend>
      {options.map((o) => <span key={o}><RadioButton inputId={id + o} name={id} value={o} checked={value === o} disabled={disabled} onChange={(e) => set(e.value)} /> <label htmlFor={id + o}>{o}</label></span>)}
    </fieldset>
  ),
  select: ({ value, set, disabled, name, id, options }) => <><label htmlFor={id}>{name}</label> <Dropdown inputId={id} value={value} options={options} disabled={disabled} onChange={(e) => set(e.value)} /></>,
  segmented: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span> <SelectButton aria-labelledby={id} value={value} options={options} allowEmpty={false} disabled={disabled} onChange={(e) => set(e.value)} /></>,
}, undefined, {
  Button: ({ text, press }) => <Button label={text} onClick={press} />,
  Accordion: ({ title, children }) => <Accordion><AccordionTab header={title}>{children}</AccordionTab></Accordion>,
  Dialog: ({ title, close, children }) => <Dialog visible header={title} onHide={close}>{children}</Dialog>,
});
