// n8n loads the nodes and the credential from the paths under "n8n" in package.json. npm wants a main file.
module.exports = {};
