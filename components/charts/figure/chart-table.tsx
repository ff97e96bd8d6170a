import classes from './chart.module.css';

export type ChartRow = { key: string; name: string; cells: readonly string[]; words?: string };

/** The numbers of a chart: a row for each point, newest last as they are drawn. */
export function ChartTable({
  label,
  rowLabel,
  columns,
  rows,
}: {
  label: string;
  /** "Day", "Run" */
  rowLabel: string;
  columns: readonly string[];
  rows: readonly ChartRow[];
}) {
  const hasWords = rows.some(({ words }) => words);
  return (
    <div className={classes.scroll} role="region" aria-label={`${label}, table`} tabIndex={0}>
      <table className={classes.numbers}>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{rowLabel}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className={classes.number}>
                {column}
              </th>
            ))}
            {hasWords ? <th scope="col">Note</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells, words }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={columns[index]} className={classes.number}>
                  {cell}
                </td>
              ))}
              {hasWords ? <td>{words}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
