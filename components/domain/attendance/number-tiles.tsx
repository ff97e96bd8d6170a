import classes from './number-tiles.module.css';

export type NumberTile = { label: string; value: string; detail: string; asOf: string };

/** The few numbers a page is opened for, each with its base and how fresh it is. */
export function NumberTiles({ label, tiles }: { label: string; tiles: readonly NumberTile[] }) {
  return (
    <section aria-label={label} className={classes.tiles}>
      {tiles.map((tile) => (
        <div key={tile.label} className={classes.tile}>
          <h2 className={classes.label}>{tile.label}</h2>
          <p className={classes.value}>{tile.value}</p>
          <p>{tile.detail}</p>
          <p className={classes.asOf}>{tile.asOf}</p>
        </div>
      ))}
    </section>
  );
}
