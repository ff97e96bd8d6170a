/** In the same place on every page (WCAG 3.2.6). */
export function HelpContact({ address }: { address: string }) {
  return (
    <p>
      Help with the connection: <a href={`mailto:${address}`}>{address}</a>
    </p>
  );
}
