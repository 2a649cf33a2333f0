import React from 'react';
import { Grommet, CheckBox, RadioButtonGroup, Select, FormField, Accordion, AccordionPanel, Layer, Heading, Button } from 'grommet';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name }) => <CheckBox toggle label={name} checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} />,
  checkbox: ({ value, set, disabled, name }) => <CheckBox label={name} checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} />,
  radio: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span><RadioButtonGroup aria-labelledby={id} name={id} value={value} disabled={disabled} options={options} onChange={(e) => set(e.target.value)} /></>,
  select: ({ value, set, disabled, name, id, options }) => <FormField label={name} htmlFor={id}><Select id={id} name={id} options={options} value={value} disabled={disabled} onChange={(e) => set(e.option)} /></FormField>,
}, ({ children }) => <Grommet>{children}</Grommet>, {
  Button: ({ text, press }) => <Button primary label={text} onClick={press} />,
  Accordion: ({ title, children }) => <Accordion><AccordionPanel label={title}>{children}</AccordionPanel></Accordion>,
  Dialog: ({ title, close, children }) => <Layer onEsc={close} onClickOutside={close}><Heading level={2}>{title}</Heading>{children}</Layer>,
});
