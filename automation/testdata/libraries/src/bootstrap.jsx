import React from 'react';
import 'bootstrap/dist/css/bootstrap.min.css';
import { Form, ToggleButtonGroup, ToggleButton, Dropdown } from 'react-bootstrap';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name, id }) => <Form.Check type="switch" id={id} label={name} checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} />,
  checkbox: ({ value, set, disabled, name, id }) => <Form.Check id={id} label={name} checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} />,
  radio: ({ value, set, disabled, name, id, options }) => (
    <fieldset><legend>{name}</legend>{options.map((o) => <Form.Check type="radio" key={o} id={id + o} name={id} label={o} checked={value === o} disabled={disabled} onChange={() => set(o)} />)}</fieldset>
  ),
  native: ({ value, set, disabled, name, id, options }) => (
    <Form.Group controlId={id}><Form.Label>{name}</Form.Label><Form.Select value={value} disabled={disabled} onChange={(e) => set(e.target.value)}>{options.map((o) => <option key={o}>{o}</option>)}</Form.Select></Form.Group>
  ),
  select: ({ value, set, disabled, name, id, options }) => (
    <div className="d-flex"><span id={id}>{name}</span>
      <Dropdown onSelect={set}><Dropdown.Toggle disabled={disabled} aria-labelledby={`${id} ${id}-v`}><span id={`${id}-v`}>{value}</span></Dropdown.Toggle>
        <Dropdown.Menu>{options.map((o) => <Dropdown.Item key={o} eventKey={o} active={o === value}>{o}</Dropdown.Item>)}</Dropdown.Menu></Dropdown></div>
  ),
  segmented: ({ value, set, disabled, name, id, options }) => (
    <><span id={id}>{name}</span>
      <ToggleButtonGroup type="radio" name={id} aria-labelledby={id} value={value} onChange={set}>
        {options.map((o) => <ToggleButton key={o} id={id + o} value={o} disabled={disabled} variant="outline-primary">{o}</ToggleButton>)}
      </ToggleButtonGroup></>
  ),
});
