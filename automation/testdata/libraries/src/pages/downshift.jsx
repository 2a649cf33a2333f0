import React from 'react';
import { useSelect } from 'downshift';
import { stage } from './react-stage.jsx';

function Field({ value, set, disabled, name, id, options }) {
  const s = useSelect({ id, items: options, selectedItem: value, onSelectedItemChange: (e) => set(e.selectedItem) });
  return (
    <><label {...s.getLabelProps()}>{name}</label>
      <div {...s.getToggleButtonProps({ disabled })} style={{ border: '1px solid #999', width: 200 }}>{value}</div>
      <ul {...s.getMenuProps()} style={{ position: 'absolute', background: '#fff', margin: 0, zIndex: 9 }}>{s.isOpen && options.map((o, index) => <li key={o} {...s.getItemProps({ item: o, index })}>{o}</li>)}</ul></>
  );
}
stage({
  checkbox: ({ value, set, disabled, name }) => <label><input type="checkbox" checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} /> {name}</label>,
  select: Field,
});
