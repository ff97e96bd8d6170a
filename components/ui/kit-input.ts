/**
 * The class names of the kit's Input in its style sheet. From `Input.classes` they would come with 10 KB of scripts that no field
 * here uses; a test holds them to it.
 */
export const kitInput = {
  root: 'm_46b77525',
  label: 'm_8fdc1311',
  description: 'm_fe47ce59',
  wrapper: 'm_6c018570',
  input: 'm_8fb7ebe7',
  section: 'm_82577fc2',
  error: 'm_8f816625',
} as const;
