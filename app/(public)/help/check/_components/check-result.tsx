'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { CheckResult, FileVerdict, ProblemGroup } from './messages';
import classes from './check-result.module.css';

export function CheckResultView({ result, onAgain }: { result: CheckResult; onAgain: () => void }) {
  const { tone, title, verdicts, files, problems, notRead, csv } = result;
  const setAside = files.reduce((sum, { rowsRejected }) => sum + rowsRejected, 0);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  return (
    <div className={classes.result} ref={top} tabIndex={-1}>
      <Callout tone={tone} title={title} headingLevel={3}>
        {verdicts.map((verdict) => (
          <p key={verdict}>{verdict}</p>
        ))}
        {setAside > 0 ? (
          <p>{plural(setAside, 'row')} would be set aside. The problems below say why.</p>
        ) : null}
        {notRead.length > 0 ? (
          <p>Not checked, because no file of ours has such a name: {notRead.join(', ')}</p>
        ) : null}
      </Callout>
      <div className={classes.actions}>
        <Button variant="primary" onClick={onAgain}>
          Check again
        </Button>
        {problems.length > 0 ? <DownloadLink csv={csv} /> : null}
      </div>
      {files.length > 0 ? <FileTable files={files} /> : null}
      <h3>Problems</h3>
      {problems.length === 0 ? (
        <p>No problems.</p>
      ) : (
        <ul className={classes.problems}>
          {problems.map((problem) => (
            <Problem key={`${problem.fileName} ${problem.code}`} problem={problem} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Made by the browser of what it has: nothing is asked for. */
function DownloadLink({ csv }: { csv: Blob }) {
  const [href, setHref] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(csv);
    setHref(made);
    return () => URL.revokeObjectURL(made);
  }, [csv]);
  return href === null ? null : (
    <a href={href} download="problems.csv" className={buttonClass({})}>
      Download problems as CSV
    </a>
  );
}

function FileTable({ files }: { files: readonly FileVerdict[] }) {
  return (
    <div role="region" aria-label="Files" tabIndex={0} className={classes.region}>
      <table className={classes.table}>
        <caption>Files</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Result</th>
            <th scope="col">Rows read</th>
            <th scope="col">Accepted</th>
            <th scope="col">Set aside</th>
            <th scope="col">Ignored</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ fileName, isUsable, ...rows }) => (
            <tr key={fileName}>
              <th scope="row">
                <code>{fileName}</code>
              </th>
              <td>
                <span aria-hidden>{isUsable ? '✓' : '✕'}</span>{' '}
                {isUsable ? 'Can be used' : 'Needs a fix'}
              </td>
              <td>{formatNumber(rows.rowsRead)}</td>
              <td>{formatNumber(rows.rowsAccepted)}</td>
              <td>{formatNumber(rows.rowsRejected)}</td>
              <td>{formatNumber(rows.rowsIgnored)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Problem({ problem }: { problem: ProblemGroup }) {
  const { fileName, code, level, title, count, message, fix, lines } = problem;
  const placed = lines.filter(({ line }) => line !== null);
  return (
    <li>
      <h4>
        {title} <span className={classes.level}>{level}</span>
      </h4>
      <p className={classes.where}>
        {fileName === '' ? 'All files' : <code>{fileName}</code>}
        {', '}
        {plural(count, 'time')}
        {', '}
        <code>{code}</code>
      </p>
      <p>
        {placed[0] ? `Line ${formatNumber(placed[0].line)}: ` : ''}
        {message}
      </p>
      <p>{fix}</p>
      {placed.length > 1 ? (
        <details>
          <summary>
            {placed.length < count ? `The first ${placed.length} lines` : 'All lines'}
          </summary>
          <ul>
            {placed.map(({ line, message: words }, index) => (
              <li key={index}>
                Line {formatNumber(line)}: {words}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}
