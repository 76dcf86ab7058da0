import { clearAway } from './preparedN8n';

export default clearAway;
