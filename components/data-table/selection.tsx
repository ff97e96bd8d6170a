import type { Row, Table } from '@tanstack/react-table';
import { useEffect, type ReactNode } from 'react';
import { formatNumber } from '@/lib/core/format/numbers';
import { VisuallyHidden } from '../ui/visually-hidden';
import { keepLeft } from './keep-selectable';
import classes from './selection.module.css';
import type { selectableFeatures } from './use-selectable-table';
import type { ViewRow } from './view-table';

/**
 * Rows that something is done to together. The checkboxes belong to a form that stands below the table, because a form around it
 * would hold those of the filters; so they are sent without JavaScript too.
 */
export type Selection = {
  formId: string;
  /** Of the field that holds the selected rows' ids. */
  name: string;
  /** The form, with what can be done. */
  bar: ReactNode;
};

type Features = typeof selectableFeatures;

export function SelectAll({
  table,
  caption,
}: {
  table: Table<Features, ViewRow>;
  caption: string;
}) {
  const isSome = table.getIsSomeRowsSelected();
  return (
    <th scope="col" className={classes.cell}>
      <input
        type="checkbox"
        className={classes.all}
        aria-label={`Select all of ${caption}`}
        checked={table.getIsAllRowsSelected()}
        ref={(box) => {
          if (box) box.indeterminate = isSome;
        }}
        onChange={table.getToggleAllRowsSelectedHandler()}
      />
      <VisuallyHidden>Select</VisuallyHidden>
    </th>
  );
}

export function SelectRow({
  row,
  selection: { formId, name },
}: {
  row: Row<Features, ViewRow>;
  selection: Selection;
}) {
  return (
    <td className={classes.cell} data-select>
      {row.getCanSelect() ? (
        <input
          type="checkbox"
          form={formId}
          name={name}
          value={row.id}
          aria-label={row.original.selectLabel}
          checked={row.getIsSelected()}
          onChange={row.getToggleSelectedHandler()}
        />
      ) : null}
    </td>
  );
}

/** Comes with the first selected row and says how many there are; without JavaScript it is always there. */
export function SelectionBar({
  table,
  selection: { formId, bar },
}: {
  table: Table<Features, ViewRow>;
  selection: Selection;
}) {
  useEffect(() => {
    const form = document.getElementById(formId);
    const onReset = (event: Event) => {
      if (form?.dataset.status === 'done') {
        table.resetRowSelection(true);
        return;
      }
      // After a refusal what was not done stays selected, and the browser must not uncheck it.
      event.preventDefault();
      table.setRowSelection((selected) => keepLeft(selected, form?.dataset.left));
    };
    form?.addEventListener('reset', onReset);
    return () => form?.removeEventListener('reset', onReset);
  }, [formId, table]);
  const count = table.getSelectedRowModel().rows.length;
  return (
    <div className={classes.bar} data-empty={count === 0 || undefined}>
      <p role="status" className={classes.count}>
        {count > 0 ? `${formatNumber(count)} selected` : ''}
      </p>
      {bar}
    </div>
  );
}
