// Writes public/templates, which people download, from the tables that files are read by.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { templates } from '@/lib/core/file-help/templates';

const folder = path.join(import.meta.dirname, '../public/templates');
for (const { fileName, text } of templates()) writeFileSync(path.join(folder, fileName), text);
