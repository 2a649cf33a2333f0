import React from 'react';
import { Switch, Checkbox, RadioGroup, SegmentGroup, Select, createListCollection, Accordion, Dialog, Portal } from '@ark-ui/react';
import { stage } from './react-stage.jsx';

const drawn = { display: 'inline-block', width: 40, height: 22, border: '1px solid #555' };
stage({
  switch: ({ value, set, disabled, name }) => <Switch.Root checked={value} disabled={disabled} onCheckedChange={(e) => set(e.checked)}><Switch.Control style={drawn}><Switch.Thumb /></Switch.Control><Switch.Label>{name}</Switch.Label><Switch.HiddenInput /></Switch.Root>,
  checkbox: ({ value, set, disabled, name }) => <Checkbox.Root checked={value} disabled={disabled} onCheckedChange={(e) => set(e.checked)}><Checkbox.Label>{name}</Checkbox.Label><Checkbox.Control style={drawn}><Checkbox.Indicator>✓</Checkbox.Indicator></Checkbox.Control><Checkbox.HiddenInput /></Checkbox.Root>,
  radio: ({ value, set, disabled, name, options }) => (
    <RadioGroup.Root value={value} disabled={disabled} onValueChange={(e) => set(e.value)}><RadioGroup.Label>{name}</RadioGroup.Label>
      {options.map((o) => <RadioGroup.Item key={o} value={o}><RadioGroup.ItemText>{o}</RadioGroup.ItemText><RadioGroup.ItemControl style={drawn} /><RadioGroup.ItemHiddenInput /></RadioGroup.Item>)}
    </RadioGroup.Root>
  ),
  select: ({ value, set, disabled, name, options }) => (
    <Select.Root collection={createListCollection({ items: options })} value={[value]} disabled={disabled} onValueChange={(e) => set(e.value[0])}>
      <Select.Label>{name}</Select.Label>
      <Select.Control><Select.Trigger><Select.ValueText /></Select.Trigger></Select.Control>
      <Portal><Select.Positioner><Select.Content style={{ background: '#fff', zIndex: 9 }}>{options.map((o) => <Select.Item key={o} item={o}><Select.ItemText>{o}</Select.ItemText></Select.Item>)}</Select.Content></Select.Positioner></Portal>
      <Select.HiddenSelect />
    </Select.Root>
  ),
  segmented: ({ value, set, disabled, name, options }) => (
    <SegmentGroup.Root value={value} disabled={disabled} onValueChange={(e) => set(e.value)}><SegmentGroup.Label>{name}</SegmentGroup.Label>
      {options.map((o) => <SegmentGroup.Item key={o} value={o}><SegmentGroup.ItemText>{o}</SegmentGroup.ItemText><SegmentGroup.ItemControl /><SegmentGroup.ItemHiddenInput /></SegmentGroup.Item>)}
    </SegmentGroup.Root>
  ),
}, undefined, {
  Accordion: ({ title, children }) => <Accordion.Root collapsible><Accordion.Item value="a"><Accordion.ItemTrigger>{title}</Accordion.ItemTrigger><Accordion.ItemContent>{children}</Accordion.ItemContent></Accordion.Item></Accordion.Root>,
  Dialog: ({ title, close, children }) => <Dialog.Root open onOpenChange={close}><Portal><Dialog.Positioner style={{ position: 'fixed', inset: 20, background: '#fff', overflow: 'auto' }}><Dialog.Content><Dialog.Title>{title}</Dialog.Title>{children}</Dialog.Content></Dialog.Positioner></Portal></Dialog.Root>,
});
