"""What Alembic runs: the migrations, on the connection and in the transaction that the runner made."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter most things in place: the table is rebuilt.
    render_as_batch=True,
    # Both databases take structure changes back when a transaction fails; Alembic believes SQLite cannot.
    transactional_ddl=True,
)

with context.begin_transaction():
    context.run_migrations()
