ALTER TABLE identities DELETE
WHERE store_id = {store_id:UInt32} AND visitor_id IN {visitors:Array(String)} AND version <= {version:UInt64}
