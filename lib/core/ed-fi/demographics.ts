import type { DemographicsRecord } from '../oneroster-json/written-records';
import { codeKey, codeOf } from './descriptors';
import { studentId } from './ids';
import type { Student, StudentEducationOrganizationAssociation } from './resources';
import { firstOf, nearestFirst, nonEmpty } from './students';

/** `schoolIds`: the student's schools of today, the main one first. */
export function studentDemographics(
  student: Student,
  known: readonly StudentEducationOrganizationAssociation[],
  schoolIds: readonly number[],
): DemographicsRecord {
  const sources = nearestFirst(known, schoolIds);
  const sex = sexOf(
    firstOf(sources, (source) => source.sexDescriptor) ?? student.birthSexDescriptor,
  );
  const races = firstOf(sources, (source) => nonEmpty(source.races));
  const hispanic = firstOf(sources, (source) => source.hispanicLatinoEthnicity);
  const country = codeOf(student.birthCountryDescriptor);
  const state = codeOf(student.birthStateAbbreviationDescriptor);
  return {
    sourcedId: studentId(student.studentUniqueId),
    ...(student.birthDate ? { birthDate: student.birthDate } : {}),
    ...(sex ? { sex } : {}),
    ...(races ? raceFlags(races.map(({ raceDescriptor }) => codeKey(raceDescriptor))) : {}),
    ...(hispanic === undefined ? {} : { hispanicOrLatinoEthnicity: hispanic }),
    ...(country === '' ? {} : { countryOfBirthCode: country }),
    ...(state === '' ? {} : { stateOfBirthAbbreviation: state }),
    ...(student.birthCity ? { cityOfBirth: student.birthCity } : {}),
  };
}

function sexOf(descriptor: string | undefined): 'male' | 'female' | null {
  const key = codeKey(descriptor);
  return key === 'male' || key === 'female' ? key : null;
}

/** Nothing is said of someone who chose not to answer, or of a word that is none of the five. */
function raceFlags(races: readonly string[]): Partial<DemographicsRecord> {
  const flags = {
    americanIndianOrAlaskaNative: races.some((race) => /american indian|alaska/.test(race)),
    asian: races.some((race) => /\basian\b/.test(race)),
    blackOrAfricanAmerican: races.some((race) => /\bblack\b|african american/.test(race)),
    nativeHawaiianOrOtherPacificIslander: races.some((race) =>
      /hawaiian|pacific islander/.test(race),
    ),
    white: races.some((race) => /\bwhite\b/.test(race)),
  };
  const count = Object.values(flags).filter(Boolean).length;
  return count === 0 ? {} : { ...flags, demographicRaceTwoOrMoreRaces: count > 1 };
}
