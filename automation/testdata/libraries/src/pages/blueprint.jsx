import '@blueprintjs/core/lib/css/blueprint.css';
import '@blueprintjs/select/lib/css/blueprint-select.css';
import React, { useState } from 'react';
import { Switch, Checkbox, RadioGroup, Radio, HTMLSelect, SegmentedControl, Dialog, DialogBody, Button, Collapse, MenuItem, FormGroup } from '@blueprintjs/core';
import { Select } from '@blueprintjs/select';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name }) => <Switch label={name} checked={value} disabled={disabled} onChange={(e) => set(e.currentTarget.checked)} />,
  checkbox: ({ value, set, disabled, name }) => <Checkbox label={name} checked={value} disabled={disabled} onChange={(e) => set(e.currentTarget.checked)} />,
  radio: ({ value, set, disabled, name, options }) => <RadioGroup label={name} selectedValue={value} disabled={disabled} onChange={(e) => set(e.currentTarget.value)}>{options.map((o) => <Radio key={o} label={o} value={o} />)}</RadioGroup>,
  select: ({ value, set, disabled, name, id, options }) => (
    <><span id={id}>{name}</span>
      <Select items={options} filterable={false} disabled={disabled} onItemSelect={set} popoverProps={{ minimal: true }}
        itemRenderer={(o, { handleClick, handleFocus, ref, modifiers }) => <MenuItem key={o} ref={ref} text={o} roleStructure="listoption" selected={o === value} active={modifiers.active} onClick={handleClick} onFocus={handleFocus} />}>
        <Button aria-labelledby={id} disabled={disabled} text={value} />
      </Select></>
  ),
  native: ({ value, set, disabled, name, id, options }) => <FormGroup label={name} labelFor={id}><HTMLSelect id={id} value={value} disabled={disabled} options={options} onChange={(e) => set(e.currentTarget.value)} /></FormGroup>,
  segmented: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span> <SegmentedControl aria-labelledby={id} value={value} disabled={disabled} options={options.map((o) => ({ label: o, value: o }))} onValueChange={set} /></>,
}, undefined, {
  Button: ({ text, press }) => <Button text={text} onClick={press} />,
  Accordion: function Folded({ title, children }) {
    const [open, setOpen] = useState(false);
    return <section><Button aria-expanded={open} text={title} onClick={() => setOpen(!open)} /><Collapse isOpen={open}>{children}</Collapse></section>;
  },
  Dialog: ({ title, close, children }) => <Dialog isOpen title={title} onClose={close}><DialogBody>{children}</DialogBody></Dialog>,
});
