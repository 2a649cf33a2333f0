import React from 'react';
import { Switch, Checkbox, FormControlLabel, FormControl, FormLabel, RadioGroup, Radio, Select, MenuItem, InputLabel, ToggleButtonGroup, ToggleButton } from '@mui/material';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name }) => <FormControlLabel label={name} control={<Switch checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} />} />,
  checkbox: ({ value, set, disabled, name }) => <FormControlLabel label={name} control={<Checkbox checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} />} />,
  radio: ({ value, set, disabled, name, id, options }) => (
    <FormControl disabled={disabled}>
      <FormLabel id={id}>{name}</FormLabel>
      <RadioGroup aria-labelledby={id} value={value} onChange={(e) => set(e.target.value)}>
        {options.map((o) => <FormControlLabel key={o} value={o} control={<Radio />} label={o} />)}
      </RadioGroup>
    </FormControl>
  ),
  select: ({ value, set, disabled, name, id, options }) => (
    <FormControl sx={{ minWidth: 200 }} disabled={disabled}>
      <InputLabel id={id}>{name}</InputLabel>
      <Select labelId={id} id={`${id}-s`} value={value} label={name} onChange={(e) => set(e.target.value)}>
        {options.map((o) => <MenuItem key={o} value={o}>{o}</MenuItem>)}
      </Select>
    </FormControl>
  ),
  segmented: ({ value, set, disabled, name, id, options }) => (
    <><span id={id}>{name}</span>
      <ToggleButtonGroup exclusive value={value} disabled={disabled} aria-labelledby={id} onChange={(e, v) => v && set(v)}>
        {options.map((o) => <ToggleButton key={o} value={o}>{o}</ToggleButton>)}
      </ToggleButtonGroup></>
  ),
});
