import React from 'react';
import { ChakraProvider, defaultSystem, Switch, Checkbox, RadioGroup, SegmentGroup, NativeSelect, Field } from '@chakra-ui/react';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name }) => <Switch.Root checked={value} disabled={disabled} onCheckedChange={(e) => set(e.checked)}><Switch.HiddenInput /><Switch.Control /><Switch.Label>{name}</Switch.Label></Switch.Root>,
  checkbox: ({ value, set, disabled, name }) => <Checkbox.Root checked={value} disabled={disabled} onCheckedChange={(e) => set(e.checked)}><Checkbox.HiddenInput /><Checkbox.Control /><Checkbox.Label>{name}</Checkbox.Label></Checkbox.Root>,
  radio: ({ value, set, disabled, name, options }) => (
    <RadioGroup.Root value={value} disabled={disabled} onValueChange={(e) => set(e.value)}><RadioGroup.Label>{name}</RadioGroup.Label>
      {options.map((o) => <RadioGroup.Item key={o} value={o}><RadioGroup.ItemHiddenInput /><RadioGroup.ItemIndicator /><RadioGroup.ItemText>{o}</RadioGroup.ItemText></RadioGroup.Item>)}</RadioGroup.Root>
  ),
  native: ({ value, set, disabled, name, options }) => <Field.Root disabled={disabled}><Field.Label>{name}</Field.Label><NativeSelect.Root><NativeSelect.Field value={value} onChange={(e) => set(e.target.value)}>{options.map((o) => <option key={o}>{o}</option>)}</NativeSelect.Field></NativeSelect.Root></Field.Root>,
  segmented: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span><SegmentGroup.Root aria-labelledby={id} value={value} disabled={disabled} onValueChange={(e) => set(e.value)}><SegmentGroup.Indicator /><SegmentGroup.Items items={options} /></SegmentGroup.Root></>,
}, ({ children }) => <ChakraProvider value={defaultSystem}>{children}</ChakraProvider>);
