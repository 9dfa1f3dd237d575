// Validates a SARIF log from standard input against the published schema of SARIF 2.1.0.
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');

const schema = path.join(path.dirname(require.resolve('@microsoft/jest-sarif/package.json')), 'lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv({ allErrors: true, schemaId: 'auto', unknownFormats: 'ignore', logger: false });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const isValid = ajv.validate(JSON.parse(fs.readFileSync(schema, 'utf8')), JSON.parse(fs.readFileSync(0, 'utf8')));
console.log(isValid ? 'valid' : JSON.stringify(ajv.errors, null, 2));
