import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { changeLabels } from '@/lib/core/change/change';
import { formatNumber } from '@/lib/core/format/numbers';
import type { EntitySize, SchoolSize } from '@/lib/server/reviews/queries/sizes';
import { partActions, type Part } from '../part';
import classes from './part.module.css';

interface Choice {
  value: string;
  label: string;
  note?: string;
}

/** Chooses schools, kinds of records and kinds of change; the part is every combination. The address holds the choice. */
export function PartChoice({
  part,
  path,
  sizes,
}: {
  part: Part;
  path: string;
  sizes: { entities: readonly EntitySize[]; schools: readonly SchoolSize[] };
}) {
  const schools = new Map<string, { name: string; count: number }>();
  for (const size of sizes.schools) {
    const known = schools.get(size.schoolSourcedId)?.count ?? 0;
    schools.set(size.schoolSourcedId, {
      name: size.schoolName ?? size.schoolSourcedId,
      count: known + size.added + size.changed + size.removed,
    });
  }
  const size = ({ added, changed, removed }: EntitySize) => added + changed + removed;
  return (
    <Section
      title="Which part?"
      id="choose-part"
      description="Records the part depends on are included, such as a class’s school or a contact’s student. You see the count before anything is decided."
    >
      <Form action={path} prefetch={false} className={classes.form}>
        <Choices
          legend="Records"
          name="entity"
          chosen={part.entity}
          choices={sizes.entities
            .filter((each) => size(each) > 0)
            .map((each) => ({
              value: each.entity,
              label: entityLabel(each.entity),
              note: formatNumber(size(each)),
            }))}
        />
        <Choices
          legend="Changes"
          name="action"
          chosen={part.action}
          choices={partActions.map((value) => ({
            value,
            label: `${changeLabels[value].glyph} ${changeLabels[value].word}`,
          }))}
        />
        <Choices
          legend="Schools (leave blank for all)"
          name="school"
          chosen={part.school}
          choices={[
            ...[...schools]
              .map(([value, { name, count }]) => ({
                value,
                label: name,
                note: formatNumber(count),
              }))
              .sort((a, b) => a.label.localeCompare(b.label, 'en')),
            { value: '-', label: 'No school' },
          ]}
        />
        <div>
          <Button type="submit" variant="primary">
            Preview this part
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function Choices({
  legend,
  name,
  chosen,
  choices,
}: {
  legend: string;
  name: string;
  chosen: readonly string[];
  choices: readonly Choice[];
}) {
  return (
    <fieldset className={classes.choices} key={chosen.join()}>
      <legend>{legend}</legend>
      <div className={classes.list}>
        {choices.map(({ value, label, note }) => (
          <label key={value} className={classes.choice}>
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
            />
            <span>
              {label}
              {note ? <span className={classes.note}> {note}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
