import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withOperationTable } from './operationTable';

// Brings what README says of the code up to date.
const readme = path.resolve(__dirname, '../../README.md');
writeFileSync(readme, withOperationTable(readFileSync(readme, 'utf8')));
